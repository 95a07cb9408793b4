/** What Streamlit hands to a component (version 2) whenever the page has something new for it. */
interface Component<Data = null, Triggers extends object = {}> {
  /** What holds the component's own HTML: an element, or the root of a shadow tree where its styles are isolated. */
  readonly parentElement: HTMLElement | ShadowRoot
  /** What the Python side gives as `data`. */
  readonly data: Data
  /** Sends a value that lives for one run of the page; Python reads it as `on_<name>_change` and in the session's state. */
  setTriggerValue<Name extends keyof Triggers>(name: Name, value: Triggers[Name]): void
}

/** Called for each message; what it returns is called when Streamlit takes the component away, or after the next message. */
type Render<Data = null, Triggers extends object = {}> = (component: Component<Data, Triggers>) => void | (() => void)

/** What a click asks for: the name that shall be selected, empty for none, and the number of the click. */
interface Picked {
  name: string
  number: number
}

interface Window {
  /** What one script leaves for the next one of its kind, under `Symbol.for(...)`. */
  [left: symbol]: any
  Plotly?: Plotly.Library
}

/** As much of Plotly as we use; it brings no types of its own. */
declare namespace Plotly {
  interface Trace {
    customdata?: (string | null)[]
    hoverinfo?: string
    marker?: { size?: Sizes }
    textfont?: { size?: Sizes }
    [other: string]: unknown
  }
  type Sizes = number | Sizes[]
  interface Layout {
    height?: number
    font?: object
    meta?: { narrow?: Narrow }
    [other: string]: unknown
  }
  /** Our own: what a figure wants to be like where it has less room than `below` pixels. */
  interface Narrow {
    below: number
    shrink: number
    type?: number
    axes: Record<string, object>
    traces?: Record<number, object>
  }
  interface Axis {
    _offset: number
    c2p(value: unknown): number
  }
  /** An element that Plotly has drawn into, with what it leaves there. */
  interface Plot extends HTMLElement {
    data?: Trace[]
    calcdata: { x: unknown; y: unknown; trace: Trace }[][]
    _fullLayout: { xaxis: Axis; yaxis: Axis; hoverdistance: number }
  }
  interface Library {
    react(place: HTMLElement, data: Trace[], layout: Layout, options: object): Promise<unknown>
    purge(place: HTMLElement): void
    toImage(place: HTMLElement, options: { format: string; width: number; height: number }): Promise<string>
  }
}
