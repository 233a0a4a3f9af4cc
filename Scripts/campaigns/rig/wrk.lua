-- What wrk asks in turn, and what came of it as a line of JSON.
--
-- usage: wrk [options] -s wrk.lua URL -- FILE
-- Each line of the file has a path, how whoever asks is signed in (bearer, cookie or nobody), and the secret.
local requests, last = {}, 0

function init(words)
    for line in io.lines(words[1]) do
        local path, kind, secret = line:match("^(%S+) (%S+) (%S+)$")
        local fields = {}
        if kind == "bearer" then fields["Authorization"] = "Bearer " .. secret end
        if kind == "cookie" then fields["Cookie"] = "sales=" .. secret end
        requests[#requests + 1] = wrk.format("GET", path, fields)
    end
end

function request()
    last = last % #requests + 1
    return requests[last]
end

function done(summary, latency)
    local wrong = summary.errors
    io.write(string.format(
        'figures {"answers": %d, "seconds": %.3f, "bytes": %d, "p50_ms": %.3f, "p99_ms": %.3f, "max_ms": %.3f, '
            .. '"refused": %d, "lost": %d}\n',
        summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3,
        latency:percentile(99) / 1e3, latency.max / 1e3, wrong.status,
        wrong.connect + wrong.read + wrong.write + wrong.timeout
    ))
end
