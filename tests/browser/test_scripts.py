"""Our scripts as Streamlit calls them: again for each message, and it cleans up after one when it likes."""

from playwright.sync_api import Page

from components.browser.chart import _SCRIPTS as CHART
from components.browser.live import _SCRIPTS as LIVE
from components.browser.picks import SCRIPT
from tests.browser.scene import visit

SENT = """async ([chartScript, liveScript]) => {
  const load = async text => (await import(URL.createObjectURL(new Blob([text], {type: 'text/javascript'})))).default
  const [chart, live] = [await load(chartScript), await load(liveScript)]
  const {data, layout} = document.querySelector('.st-key-diagram .js-plotly-plot')
  const figure = new TextEncoder().encode(JSON.stringify({data, layout, alt: '', selected: '', heard: 0, plotly: []}))

  const [drawn, slider] = [document.createElement('div'), document.createElement('div')]
  drawn.style = 'position: fixed; inset: 0; z-index: 9'
  drawn.innerHTML = '<div class="chart" style="width: 800px; height: 500px"></div>'
  slider.className = 'st-key-tried'
  slider.innerHTML = '<input type="range">'
  document.body.append(drawn, slider)
  const [plot, input] = [drawn.firstChild, slider.firstChild]

  const frames = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
  const fire = (target, type, place) => target.dispatchEvent(
    new PointerEvent(type, {bubbles: true, isPrimary: true, button: 0, clientX: place[0], clientY: place[1]}))
  const use = async () => {
    const sent = []
    trigger = event => sent.push(event)
    const {xaxis, yaxis} = plot._fullLayout ?? {}
    const points = plot.calcdata?.find(points => points[0].trace.customdata?.includes('h1.1'))
    const point = points?.[points[0].trace.customdata.indexOf('h1.1')]
    const box = plot.getBoundingClientRect()
    if (point) place = [box.x + xaxis._offset + xaxis.c2p(point.x), box.y + yaxis._offset + yaxis.c2p(point.y)]
    fire(plot, 'pointerdown', place)
    fire(plot, 'pointerup', place)
    fire(input, 'pointerdown', [0, 0])
    input.value = Number(input.value) + 1
    await frames()
    fire(input, 'pointerup', [0, 0])
    return sent
  }
  let trigger, place = [0, 0]
  const setTriggerValue = event => trigger(event)
  const show = () => [
    chart({parentElement: drawn, data: figure, setTriggerValue}),
    live({parentElement: slider, data: [['tried'], 0], setTriggerValue}),
  ]
  const first = show()
  const second = show()
  first.forEach(cleanUp => cleanUp()) // late: the second is shown already
  const after = await use()
  drawn.remove()
  slider.remove()
  second.forEach(cleanUp => cleanUp())
  document.body.append(drawn, slider)
  return [after, await use()]
}"""
"""What a picture and a slider send that got two messages close together, and what after they were taken away."""


def test_a_message_close_behind_another_leaves_a_picture_and_a_slider_that_work(page: Page, site: str) -> None:
    visit(page, f"{site}/?seed=7")
    drawn, moved = ("".join(path.read_text("utf-8") for path in paths) for paths in (CHART, LIVE))
    after, gone = page.evaluate(SENT, [SCRIPT + drawn, moved])
    assert after == ["picked", "moved"]
    assert gone == []
