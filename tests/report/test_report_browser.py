"""The demo's page in a real browser: nothing overlaps, nothing overflows, nothing is asked of the network."""

import html
import json
import re
import shutil
import subprocess

import pytest

from fairbudget.experiments.demo import run_demo
from fairbudget.report.demo import demo_page

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no chromium or chrome on this machine")

FLAGS = (
    (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync --disable-extensions --disable-dev-shm-usage --hide-scrollbars "
        "--host-resolver-rules=MAP*~NOTFOUND"
    )
    .replace("MAP*~", "MAP * ~")
    .split(" --")
)
FLAGS = [flag if flag.startswith("--") else f"--{flag}" for flag in FLAGS]

#: The page stands in frames of several widths; what is measured is written out as the body of the outer page.
OUTER = """<!DOCTYPE html><meta charset="utf-8"><body><script>
const page = %s, widths = [320, 390, 820, 1280], found = {};
function measure(frame) {
  const doc = frame.contentDocument, view = frame.contentWindow, overlaps = [], outside = [], small = [];
  const shown = [...doc.querySelectorAll("svg")].filter(svg => svg.getClientRects().length);
  for (const svg of shown) {
    const area = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].map(t => [t.textContent, t.getBoundingClientRect()])
      .filter(([text, box]) => text.trim() && box.width);
    texts.forEach(([text, box], k) => {
      if (box.left < area.left - 2 || box.right > area.right + 2) outside.push(text);
      if (box.height < 9) small.push(text);
      for (const [other, its] of texts.slice(k + 1))
        if (box.left < its.right - 1 && its.left < box.right - 1
            && box.top < its.bottom - 3 && its.top < box.bottom - 3)
          overlaps.push(text + " / " + other);
    });
  }
  return {
    overflow: doc.documentElement.scrollWidth - view.innerWidth, overlaps, outside, small,
    pictures: shown.length,
    flat: shown.filter(s => s.getBoundingClientRect().height < 20).length,
    loaded: view.performance.getEntriesByType("resource").length,
  };
}
let left = widths.length;
for (const width of widths) {
  const frame = document.createElement("iframe");
  frame.style.width = width + "px"; frame.style.height = "3000px"; frame.srcdoc = page;
  frame.onload = () => {
    found[width] = measure(frame);
    if (!--left) { document.body.innerHTML = ""; document.body.textContent = JSON.stringify(found); }
  };
  document.body.append(frame);
}
</script></body>"""

TABLE = """kecamatan;kelurahan;population;area
Utara;Melati;4100;120
Utara;Baranangsiang Kedung Waringin Selatan Raya;2650;310
Utara;Bo;2600;300
Selatan;Kenanga;5200;95
Selatan;Cempaka & Co;1800;60
"""
FORMULA = """
[[components]]
id = "BES"
kind = "equal-share"
base = 60_000_000
[[components]]
id = "APW"
kind = "proportional"
pool = 400_000_000
indicators = [{ column = "population", weight = 0.6 }, { column = "area", weight = 0.4 }]
"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    (folder / "t.csv").write_text(TABLE, "utf-8")
    (folder / "f.toml").write_text(FORMULA, "utf-8")
    page = demo_page(run_demo(folder / "t.csv", folder / "f.toml", seed=7))
    # a script element ends at the first "</", wherever it stands
    (folder / "outer.html").write_text(OUTER % json.dumps(page).replace("</", "<\\/"), "utf-8")
    address = (folder / "outer.html").as_uri()
    command = [BROWSER, *FLAGS, f"--user-data-dir={folder / 'profile'}", "--dump-dom", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    body = re.search(r"<body>(\{.*\})</body>", done.stdout, re.DOTALL)
    assert body, f"the browser gave no measures: {done.stdout[-500:]} {done.stderr[-500:]}"
    return json.loads(html.unescape(body.group(1)))


@pytest.mark.parametrize("width", ["320", "390", "820", "1280"])
def test_page_fits(measured, width):
    found = measured[width]
    assert found["pictures"] == 12, "eight measures, two kecamatan, fields, spread"
    assert found["flat"] == 0
    assert found["overflow"] <= 0, "the page scrolls sideways"
    assert found["overlaps"] == []
    assert found["outside"] == []
    assert found["small"] == []
    assert found["loaded"] == 0
