internal import HTTPTypes
internal import SalesCore

/// One request and its response, without redirects.
struct HTTPExchange {
    let engine: CurlEngine
    let options: CurlOptions

    /// Sends a request and returns its response, whatever its status.
    func send(
        _ action: TransferPlan.Action,
        to url: PageURL,
        fieldLines: [String],
        within timeout: Duration,
        limits: FetchLimits,
        needsFreshConnection: Bool = false
    ) async throws(FetchError) -> FetchResponse {
        if let refusal = engine.policy.refusal(of: url) { throw FetchError(refusal, at: url) }
        guard CurlURL.agrees(with: url) else { throw FetchError.unclearHost(url) }
        let outcome = await engine.perform(
            TransferPlan(
                url: url.absoluteString,
                action: action,
                fieldLines: fieldLines,
                userAgent: options.hostOptions(for: url)?.userAgent ?? options.userAgent,
                timeout: timeout,
                connectTimeout: options.connectTimeout,
                bodyLimit: limits.bodyBytes,
                fieldLimit: limits.fieldBytes,
                needsFreshConnection: needsFreshConnection,
                policy: options.proxy.map { .proxy(port: $0.url.port) } ?? engine.policy,
                proxy: options.proxy,
                authorities: options.authorities
            )
        )
        guard outcome.end == .complete else { throw FetchError(outcome.end, at: url, limits: limits) }
        guard (100...999).contains(outcome.status) else { throw FetchError.noStatus(url) }
        let isNotModified = outcome.status == 304
        return FetchResponse(
            status: HTTPResponse.Status(code: outcome.status),
            fields: fields(of: outcome.fields),
            body: isNotModified ? [] : outcome.body,
            url: url
        )
    }

    private func fields(of lines: [ResponseHead.Line]) -> HTTPFields {
        var fields = HTTPFields()
        fields.reserveCapacity(lines.count)
        for line in lines {
            // Names that HTTP does not allow are dropped; values are made legal by the type.
            if let name = HTTPField.Name(line.name) { fields.append(HTTPField(name: name, value: line.value)) }
        }
        return fields
    }
}
