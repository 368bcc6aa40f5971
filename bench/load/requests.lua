-- Sends the requests of the file that REQUESTS names, one line each and in turn: method, path, header, its value, body, with tabs
-- between them. At the end one line says what happened, for Load.java.
local requests = {}
local turn = 0

function init()
  for line in io.lines(os.getenv("REQUESTS")) do
    local method, path, header, value, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)$")
    local headers = { ["Content-Type"] = "application/json" }
    if header ~= "" then headers[header] = value end
    requests[#requests + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format("RESULT %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
