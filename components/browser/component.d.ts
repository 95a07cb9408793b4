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
    /** Our own: number, colour and colour of the text of each point that has others on a dark page. */
    meta?: { night?: [number, string, string][]; nightScale?: [number, string][] }
    marker?: { size?: Sizes; color?: unknown; colorscale?: unknown; line?: { color?: unknown; width?: unknown } }
    mode?: string
    text?: unknown
    textfont?: { size?: Sizes; color?: unknown }
    visible?: unknown
    [other: string]: unknown
  }
  type Sizes = number | Sizes[]
  interface Layout {
    height?: number
    font?: object
    margin?: { l?: number; r?: number; t?: number; b?: number }
    annotations?: { font?: { size?: number }; [other: string]: unknown }[]
    /** `first`: which of the shapes is the first edge; else they are the last ones. */
    meta?: { narrow?: Narrow; rooms?: Room[]; edges?: Edge[]; first?: number; values?: Changeable[]; step?: StepMoves }
    shapes?: Shape[]
    images?: Image[]
    [other: string]: unknown
  }
  /** A picture within the picture; `source` is its address, or all of it as one. */
  interface Image {
    source: string
    sizex: number
    sizey: number
    [other: string]: unknown
  }
  interface Figure {
    data: Trace[]
    layout: Layout
  }
  /** An edge of a network, or anything of another type. */
  interface Shape {
    type: string
    /** The axes whose units it is in; without them the first two. */
    xref?: string
    yref?: string
    /** Of a line. */
    x0?: number
    y0?: number
    x1?: number
    y1?: number
    /** Of another course; in pixels around the anchor where `xsizemode` says so. */
    path?: string
    xsizemode?: string
    xanchor?: number
    yanchor?: number
    fillcolor?: string
    /** Our own: what is picked there. */
    name?: string
    line: Line
    opacity?: number
  }
  interface Line {
    color: string
    width: number
    dash: string
  }
  /** Our own: the step that is lit, and what it moves: from which element to which, and what is written on it. */
  interface StepMoves {
    name: string
    moves: [from: string, to: string, text: string][]
  }
  /** Our own: a value of the figure that a person may change, by the short name of its element. */
  interface Changeable {
    name: string
    label: string
    value: number
  }
  /** Our own: the names that belong to an edge, the first of them what a click on it picks. */
  type Edge = string[]
  /** Our own: what a figure wants to be like where it has less room than `below` pixels. */
  interface Narrow {
    below: number
    shrink: number
    type?: number
    axes: Record<string, object>
    traces?: Record<number, object>
  }
  /** Our own: pixels for which a figure is laid out, and what is different there: axes, its first trace, and the boxes. */
  interface Room {
    width: number
    height: number
    /** A lower picture than this has smaller type; where it is not given, one that is lower than the room. */
    least?: number
    axes?: Record<string, object>
    points?: { x: unknown; y: unknown; text: unknown; size: Sizes; type: Sizes }
    pills?: Shape[]
    /** Points and boxes by their names that stand `by` pixels below another point, however high the picture is. */
    hangs?: { names: string[]; by: number }
    aside?: Aside
  }
  /** Our own: which points of the first trace stand beside something, and by how many pixels across and up. */
  interface Aside {
    points: number[]
    across: number[]
    up: number[]
  }
  interface Axis {
    _offset: number
    c2p(value: unknown): number
    p2c(pixels: number): number
  }
  interface Point {
    x: unknown
    y: unknown
    trace: Trace & { index: number }
  }
  /** An element that Plotly has drawn into, with what it leaves there. */
  interface Plot extends HTMLElement {
    data?: Trace[]
    layout?: Layout
    calcdata: Point[][]
    _fullData: { uid: string }[]
    _fullLayout: { xaxis: Axis; yaxis: Axis; hoverdistance: number }
  }
  interface Library {
    react(place: HTMLElement, data: Trace[], layout: Layout, options: object): Promise<unknown>
    purge(place: HTMLElement): void
    toImage(place: HTMLElement, options: { format: string; width: number; height: number }): Promise<string>
  }
}
