internal import HTTPTypes
internal import SalesCore

/// One request and its response, without redirects.
struct HTTPExchange {
    let engine: CurlEngine
    let options: CurlOptions

    /// Sends a request and returns its response, whatever its status.
    ///
    /// - Parameter isVerbatim: Whether the body stays in the coding that it came in.
    func send(
        _ action: TransferPlan.Action,
        to url: PageURL,
        fieldLines: [String],
        within timeout: Duration,
        limits: FetchLimits,
        needsFreshConnection: Bool = false,
        isVerbatim: Bool = false
    ) async throws(FetchError) -> FetchResponse {
        if let refusal = engine.policy.refusal(of: url, isProxied: options.proxy != nil) {
            throw FetchError(refusal, at: url)
        }
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
                isVerbatim: isVerbatim,
                policy: options.proxy.map { .proxy(port: $0.url.port) } ?? engine.policy,
                proxy: options.proxy,
                authorities: options.authorities
            )
        )
        if options.proxy != nil, outcome.asksForProxyPassword { throw FetchError.proxyPassword }
        if action.changesSomething, outcome.isUnanswered { throw FetchError.unanswered(url) }
        guard outcome.end == .complete else { throw FetchError(outcome.end, at: url, limits: limits) }
        guard (100...999).contains(outcome.status) else { throw FetchError.noStatus(url) }
        let fields = fields(of: outcome.fields)
        var body: [UInt8] = []
        if outcome.status != 304 {
            try checkTransfer(fields, from: url)
            body = isVerbatim ? outcome.body : try decoded(outcome.body, fields, from: url, limits: limits)
        }
        return FetchResponse(
            status: HTTPResponse.Status(code: outcome.status),
            fields: fields,
            body: body,
            url: url
        )
    }

    private func checkTransfer(_ fields: HTTPFields, from url: PageURL) throws(FetchError) {
        // libcurl undoes transfer codings that nobody asked for, and would take a part for the whole there as well.
        let transferCodings = fields[values: .transferEncoding].flatMap { $0.split(separator: ",") }
        guard transferCodings.allSatisfy({ ["chunked", "identity"].contains($0.trimmed.lowercased()) }) else {
            throw FetchError.unknownCoding(url)
        }
    }

    private func decoded(
        _ body: [UInt8],
        _ fields: HTTPFields,
        from url: PageURL,
        limits: FetchLimits
    ) throws(FetchError) -> [UInt8] {
        let codings: [ContentCoding]
        do {
            codings = try ContentCoding.codings(fields[values: .contentEncoding])
        } catch {
            throw FetchError.unknownCoding(url)
        }
        do {
            return try ContentDecoder.decode(body, codings: codings, limit: limits.bodyBytes)
        } catch {
            throw FetchError(error, at: url, limits: limits)
        }
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

extension TransferPlan.Action {
    /// Whether a request that came to no answer may have done something.
    fileprivate var changesSomething: Bool {
        switch self {
        case .post, .put, .delete: true
        case .get, .mail, .mailLogin: false
        }
    }
}

extension TransferOutcome {
    /// Whether the request may have arrived and the answer did not.
    fileprivate var isUnanswered: Bool {
        guard isAsked, case .failed(let code, _) = end else { return false }
        // What could not be sent has not arrived.
        return code != Self.sendError
    }

    /// CURLE_SEND_ERROR.
    private static let sendError = 55
}
