import HTTPTypes

/// Decides what a response means, whoever fetched it and why: the one place that knows HTTP statuses.
enum ResponseMeaning {
    /// What the response of a page means for what is looked at.
    static func look(
        at response: FetchResponse,
        of target: LookTarget,
        fields: PageFields,
        now: Timestamp
    ) -> Look {
        let state = target.state
        var look = Look(reading: .failed(reason: ""), url: response.url, status: response.status.code)
        look.way = ReadingWay(state.learned)
        let asked = retryAfter(in: response, at: now)
        look.retryAfter = asked
        switch response.status.code {
        case 304 where target.validators.isEmpty:
            // Nobody asked whether it changed: some cache answers a question of its own.
            look.reading = .failed(reason: "the shop answers 304, “unchanged”, though it was not asked that")
            look.signal = .fine
        case 304:
            read304(into: &look, state: state)
        case 200..<300:
            read(PageContent(response, selection: target.selection, fields: fields), for: target, into: &look)
            look.validators = Validators(response.fields)
        case 404, 410:
            look.reading = .gone(reason: "the shop answers \(response.status.code): there is no such page")
            look.signal = .fine
        case 401, 402, 403, 407, 451:
            look.reading = .blocked(reason: "the shop answers \(response.status.code): it refuses automatic requests")
            look.signal = .blocked
        case 429:
            look.reading = .failed(reason: "the shop answers 429: too many requests")
            look.signal = asked.map { .asked(wait: $0) } ?? .failed
        case 503 where asked != nil:
            look.reading = .failed(reason: "the shop answers 503: it is not available for now")
            look.signal = .asked(wait: asked ?? .zero)
        case 500...:
            look.reading = wall(in: response) ?? .failed(reason: "the shop answers \(response.status.code)")
            look.signal = look.reading.outcome == .blocked ? .blocked : .failed
        default:
            look.reading = .failed(reason: "the shop answers \(response.status.code), which is no page")
            look.signal = .fine
        }
        return look
    }

    /// How long a response says to wait, whatever it is else.
    static func retryAfter(in response: FetchResponse, at now: Timestamp) -> Duration? {
        response.fields[.retryAfter].flatMap { RetryAfter.wait(field: $0, at: now) }
    }

    /// How long the host asks to be left alone with this response; nil where it does not.
    static func askedWait(in response: FetchResponse, at now: Timestamp) -> Duration? {
        [429, 503].contains(response.status.code) ? retryAfter(in: response, at: now) : nil
    }

    /// What a missing response means.
    static func look(after error: FetchError) -> Look {
        var look = Look(reading: .failed(reason: error.message), failure: error)
        if case .later(let wait) = error.advice { look.retryAfter = wait }
        switch error.code {
        case .dns, .connection, .tls, .timeout, .malformed, .damaged, .other: look.signal = .failed
        case .robots: look.reading = .blocked(reason: error.message)
        default: break
        }
        return look
    }

    private static func read304(into look: inout Look, state: ProductState) {
        look.isUnchanged = true
        look.validators = state.validators
        look.bodyHash = state.bodyHash
        look.signal = .fine
        look.reading = unchanged(state, source: "unchanged since the last check (304)")
    }

    /// The confirmed offer once more; a server that says "unchanged" to one who has nothing breaks HTTP.
    static func unchanged(_ state: ProductState, source: String) -> Reading {
        guard let price = state.price else {
            return .failed(reason: "the shop says “unchanged” but nothing was read before")
        }
        return .offer(
            Offer(price: price, listPrice: state.listPrice, availability: state.availability, source: source)
        )
    }

    private static func read(_ page: PageContent, for target: LookTarget, into look: inout Look) {
        let state = target.state
        let hash = BodyHash.of(page.body)
        look.bodyHash = hash
        look.signal = .fine
        if state.canSkipReading, hash == state.bodyHash {
            look.isUnchanged = true
            look.reading = unchanged(state, source: "the same page as at the last check")
            return
        }
        // An interface that answered before is not spoken of by a page that answers now.
        if !look.way.isPage { look.way = .page }
        var extraction = Extractor.read(page, evidence: target.evidence)
        if target.evidence == .all { extraction = PinnedPage.withSelections(extraction, of: page) }
        look.extraction = extraction
        look.reading = extraction.reading
        if extraction.reading.outcome == .blocked { look.signal = .blocked }
    }

    private static func wall(in response: FetchResponse) -> Reading? {
        guard !response.body.isEmpty else { return nil }
        let reading = Extractor.read(PageContent(response), evidence: .enough).reading
        return reading.outcome == .blocked ? reading : nil
    }
}

extension PageContent {
    /// The page of a response.
    init(_ response: FetchResponse, selection: Selection = .page, fields: PageFields = PageFields()) {
        self.init(
            body: response.body,
            url: response.url,
            contentType: response.fields[.contentType],
            contentLanguage: response.fields[.contentLanguage],
            selection: selection,
            fields: fields
        )
    }
}

extension ProductState {
    /// Whether the last body gave the confirmed offer, so that the same body need not be read again.
    var canSkipReading: Bool {
        price != nil && outcome == .offer && quarantine == nil && !isGone
    }
}

extension Validators {
    /// The validators of a response; over-long fields are not kept.
    init(_ fields: HTTPFields) {
        func kept(_ name: HTTPField.Name) -> String? {
            fields[name].flatMap { $0.utf8.count <= Self.maximumFieldLength ? $0 : nil }
        }
        self.init(etag: kept(.eTag), lastModified: kept(.lastModified))
    }
}
