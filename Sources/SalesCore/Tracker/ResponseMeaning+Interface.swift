import HTTPTypes

/// What an interface's answer means for the look that asked.
enum InterfaceMeaning: Sendable {
    /// It is the look.
    case look(Look)
    /// The page is to be read; the words continue "the interface of …". For today where asking again is no use.
    case otherwise(String, isForToday: Bool)
}

extension ResponseMeaning {
    /// What a response of an interface means: the same statuses as a page's, read where an interface differs.
    ///
    /// A host that asks for time (429, 503 with `Retry-After`) gets it, and its page is not asked either. An interface
    /// that is not there (404), closed (401, 403) or answers otherwise leaves the question to the page.
    static func interface(
        _ response: FetchResponse,
        _ call: ReadingRoute.Call,
        of target: LookTarget,
        now: Timestamp
    ) -> InterfaceMeaning {
        let status = response.status.code
        let wait = retryAfter(in: response, at: now)
        let way = ReadingWay.interface(call.interface.about.name, day: call.day, lesson: call.question.lesson)
        switch status {
        case 304, 429:
            var look = look(at: response, of: target, fields: PageFields(), now: now)
            look.way = way
            return .look(look)
        case 503 where wait != nil:
            var look = look(at: response, of: target, fields: PageFields(), now: now)
            look.way = way
            return .look(look)
        case 200..<300: return answer(response, call, of: target, way)
        case 500...: return .otherwise("answers \(status)", isForToday: false)
        default: return .otherwise("answers \(status)", isForToday: true)
        }
    }

    /// What no response of an interface means.
    ///
    /// A host that cannot be reached cannot be reached for its page either.
    static func interface(after error: FetchError, isAtHost: Bool) -> InterfaceMeaning {
        switch error.code {
        case .robots: .otherwise("may not be asked by programs (robots.txt)", isForToday: true)
        case .cancelled, .paused, .busy: .look(look(after: error))
        case .dns, .connection, .tls, .timeout, .refused:
            isAtHost ? .look(look(after: error)) : .otherwise("cannot be reached", isForToday: false)
        default: .otherwise("gives no whole answer", isForToday: false)
        }
    }

    private static func answer(
        _ response: FetchResponse,
        _ call: ReadingRoute.Call,
        of target: LookTarget,
        _ way: ReadingWay
    ) -> InterfaceMeaning {
        var look = Look(reading: .failed(reason: ""), url: response.url, status: response.status.code)
        look.way = way
        look.signal = .fine
        look.bodyHash = BodyHash.of(response.body)
        look.validators = Validators(response.fields)
        if target.state.canSkipReading, look.bodyHash == target.state.bodyHash {
            look.isUnchanged = true
            look.reading = unchanged(target.state, source: "the same answer as at the last check")
            return .look(look)
        }
        let content = PageContent(response, selection: .page)
        switch call.interface.read(content, for: call.question) {
        case .otherwise(let why): return .otherwise(why, isForToday: true)
        case .answer(let extraction):
            look.extraction = extraction
            look.reading = extraction.reading
            return .look(look)
        }
    }
}
