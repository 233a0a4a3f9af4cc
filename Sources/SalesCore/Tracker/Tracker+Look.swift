import HTTPTypes

/// The fetchers of one look: the first request at a product's host has its turn already, a further one needs another.
struct Turns: Sendable {
    let first: any Fetcher
    let further: any Fetcher
}

extension Tracker {
    /// The fetchers of a scheduled check.
    var turns: Turns { Turns(first: fetcher, further: unscheduledFetcher) }

    /// Looks at a URL once and saves nothing of it: what a check would read and why.
    ///
    /// Waits for a turn at the host first, as every request that is not scheduled does. What the answer shows of the
    /// host holds for all: one that asks for time gets it.
    public func look(at url: PageURL, selection: Selection = .page) async -> Look {
        let turns = Turns(first: unscheduledFetcher, further: unscheduledFetcher)
        let look = await look(at: LookTarget(url: url, selection: selection), with: turns)
        tell(look, of: url)
        await note([look], of: url)
        return look
    }

    /// Looks at a product: asks its website's interface or its page, and the other where the first is no answer.
    ///
    /// - Parameters:
    ///   - target: what is looked at.
    ///   - turns: the first request at the product's host has its turn; every further one waits for one of its own.
    func look(at target: LookTarget, with turns: Turns) async -> Look {
        let route = ReadingRoute(target, adapters: adapters, today: time.now.utcDay)
        var target = target
        if !route.isSameWay {
            target.validators = Validators()
            target.state.bodyHash = nil
        }
        guard let call = route.call else {
            let (look, response) = await readPage(route.page, of: target, with: turns.first)
            return await learn(from: response, look, of: target, route.learners, with: turns.further)
        }
        let isAtHost = call.request.url.site == target.url.site
        switch await ask(call, of: target, with: isAtHost ? turns.first : turns.further) {
        case .look(let look): return look
        case .otherwise(let why, let isForToday):
            target.validators = Validators()
            target.state.bodyHash = nil
            var (look, _) = await readPage(route.page, of: target, with: isAtHost ? turns.further : turns.first)
            let about = call.interface.about
            look.way = isForToday ? .pageInstead(about.name, day: call.day) : .page
            look.extraction?.notes.append("The interface of \(about.title) \(why); the page was read instead.")
            return look
        }
    }

    /// Asks an interface.
    func ask(_ call: ReadingRoute.Call, of target: LookTarget, with fetcher: any Fetcher) async -> InterfaceMeaning {
        let request = prepared(call.request, for: target)
        do {
            let response = try await fetcher.fetch(request)
            return ResponseMeaning.interface(response, call, of: target, now: time.now)
        } catch {
            return ResponseMeaning.interface(after: error, isAtHost: request.url.site == target.url.site)
        }
    }

    private func readPage(_ page: WebsitePage, of target: LookTarget, with fetcher: any Fetcher) async -> (
        Look, FetchResponse?
    ) {
        do {
            let response = try await fetcher.fetch(prepared(page.request, for: target))
            return (ResponseMeaning.look(at: response, of: target, fields: page.fields, now: time.now), response)
        } catch {
            var look = ResponseMeaning.look(after: error)
            look.way = ReadingWay(target.state.learned)
            return (look, nil)
        }
    }

    func prepared(_ request: FetchRequest, for target: LookTarget) -> FetchRequest {
        var request = request
        request.limits = settings.limits
        request.validators = target.validators
        if target.isConfirming {
            request.needsFreshConnection = true
            // A cache between us and the shop must not answer for it.
            request.fields[.cacheControl] = "no-cache"
        }
        return request
    }

    /// Asks the interface that a page made known, and takes its word where both say the same.
    private func learn(
        from response: FetchResponse?,
        _ look: Look,
        of target: LookTarget,
        _ learners: [any WebsiteInterface],
        with fetcher: any Fetcher
    ) async -> Look {
        guard let response, look.extraction != nil, look.reading.canTeach else { return look }
        let content = PageContent(response, selection: target.selection)
        for learner in learners {
            guard let lesson = learner.lesson(in: content), lesson.utf8.count <= InterfaceQuestion.maximumLesson,
                !lesson.unicodeScalars.contains(where: { $0.value < 0x20 })
            else { continue }
            let question = InterfaceQuestion(url: target.url, selection: target.selection, lesson: lesson)
            guard let request = learner.request(for: question) else { continue }
            let call = ReadingRoute.Call(
                interface: learner,
                question: question,
                request: request,
                day: time.now.utcDay
            )
            var other = target
            other.validators = Validators()
            other.state.bodyHash = nil
            return look.joined(with: await ask(call, of: other, with: fetcher), of: call)
        }
        return look
    }
}

extension Reading {
    /// Whether the page was read whole, so that what it says of its website can be relied on.
    fileprivate var canTeach: Bool {
        switch self {
        case .offer, .noPrice, .ambiguous: true
        case .blocked, .gone, .failed: false
        }
    }
}

extension Look {
    /// The page's look and its interface's answer as one: where both state a price, it must be the same.
    fileprivate func joined(with meaning: InterfaceMeaning, of call: ReadingRoute.Call) -> Look {
        let about = call.interface.about
        var page = self
        page.way = .pageInstead(about.name, day: call.day)
        switch meaning {
        case .otherwise(let why, let isForToday):
            if !isForToday { page.way = .page }
            page.extraction?.notes.append("The interface of \(about.title) \(why); the page was read instead.")
            return page
        case .look(let look):
            guard let stated = look.reading.offer, var extraction = look.extraction else {
                // Asked to wait, or no offer: the page's word counts, and the interface is asked another time.
                if look.extraction == nil { page.way = .page }
                if case .asked = look.signal, look.url?.site == url?.site {
                    page.signal = look.signal
                    page.retryAfter = look.retryAfter
                }
                return page
            }
            if let own = reading.offer, own.price != stated.price {
                page.extraction?.notes.append(
                    "The interface of \(about.title) states \(stated.price) where the page states \(own.price); "
                        + "the page is believed."
                )
                return page
            }
            var joined = look
            var offer = stated
            offer.name = stated.name ?? self.extraction?.name
            if offer.availability == .unknown { offer.availability = availability }
            extraction.name = offer.name
            extraction.image = extraction.image ?? self.extraction?.image
            extraction.availability = offer.availability
            extraction.reading = .offer(offer)
            extraction.candidates = Array(
                (extraction.candidates + (self.extraction?.candidates.map(\.asPage) ?? []))
                    .prefix(Extraction.maximumCandidates)
            )
            extraction.notes += self.extraction?.notes ?? []
            if let reason = reading.reason {
                extraction.notes.append("The page by itself tells less: \(reason).")
            }
            joined.reading = extraction.reading
            joined.extraction = extraction
            joined.url = url
            return joined
        }
    }
}

extension Candidate {
    /// A candidate of the page beside an answer of the interface.
    fileprivate var asPage: Candidate {
        var candidate = self
        candidate.verdict = "on the page: " + verdict
        return candidate
    }
}
