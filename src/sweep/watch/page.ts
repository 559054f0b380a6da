/** The live page itself: a table of the runs and their curves. What it shows comes later, as text and numbers, never as markup. */

export const pageHtml = (): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>largebatch sweep</title>
<style>
  body { font: 15px/1.45 "DejaVu Sans", Verdana, Arial, sans-serif; color: #222; margin: 24px auto; max-width: 1080px; padding: 0 16px; }
  h1 { font-size: 20px; margin: 0 0 4px; }
  #summary { color: #555; margin-bottom: 12px; }
  progress { width: 100%; height: 14px; }
  table { border-collapse: collapse; width: 100%; margin-top: 16px; }
  th, td { text-align: left; padding: 4px 10px 4px 0; border-bottom: 1px solid #e4e4e4; vertical-align: top; }
  td.number { text-align: right; font-variant-numeric: tabular-nums; }
  th.number { text-align: right; }
  .failed { color: #a40000; font-weight: bold; }
  .error { color: #a40000; font-size: 13px; }
  #curves { height: 380px; margin-top: 16px; }
</style>
</head>
<body>
<h1>largebatch sweep</h1>
<div id="summary" role="status">waiting for the first run …</div>
<progress id="all" max="1" value="0" aria-label="share of the sweep"></progress>
<div id="curves" role="img" aria-label="training loss of the runs against their steps"></div>
<table>
<thead><tr><th>run</th><th>state</th><th class="number">share</th><th class="number">epoch</th><th class="number">step</th><th class="number">loss (nats)</th><th class="number">accuracy</th><th class="number">memory</th></tr></thead>
<tbody id="runs"></tbody>
</table>
<script src="plotly.js"></script>
<script src="page.js"></script>
</body>
</html>
`;
