extension Tracker {
    /// Products of one interface: one request for all; who gets no answer in it asks alone, in its own turn.
    func perform(
        _ checks: [ClaimedCheck],
        with batch: any BatchInterface,
        report: @escaping @Sendable (CheckReport) async -> Void
    ) async {
        let begin = time.now
        let first = checks.map(\.startAfter).min() ?? .zero
        let name = batch.about.name
        var open = checks
        var hasAsked = false
        if await !batchRests.isResting(name, at: begin), let url = checks.first?.product.url {
            let meaning: BatchMeaning
            do {
                meaning = try await inTurn(at: url.site, after: first) { await ask(checks, of: batch) }
            } catch {
                for check in checks { await report(release(check, because: error.reason)) }
                return
            }
            hasAsked = true
            open = await settle(checks, by: meaning, of: batch, report: report)
            // One answer is enough to know that batches are taken.
            if open.count == checks.count || meaning.isInDoubt { await batchRests.rest(name, from: time.now) }
        }
        let used = hasAsked ? checks.firstIndex { $0.startAfter == first }.map { checks[$0].lease } : nil
        let passed = time.now - begin
        let isFresh = !hasAsked
        await withTaskGroup { group in
            for check in open {
                // The batch took one of the turns: whose it was needs another.
                let first = check.lease == used ? turns.further : turns.first
                group.addTask {
                    await report(
                        self.perform(
                            check,
                            after: check.startAfter - passed,
                            with: Turns(first: first, further: self.turns.further),
                            isFresh: isFresh
                        )
                    )
                }
            }
        }
    }

    /// Asks a batch, and notes once what that showed of the host.
    private func ask(_ checks: [ClaimedCheck], of batch: any BatchInterface) async -> BatchMeaning {
        let questions = checks.map { InterfaceQuestion(url: $0.product.url, selection: $0.product.selection) }
        guard let request = batch.request(forAll: questions), let product = checks.first?.product else {
            return .alone
        }
        var target = LookTarget(product)
        target.validators = Validators()
        let meaning: BatchMeaning
        do {
            let response = try await fetcher.fetch(prepared(request, for: target))
            meaning = ResponseMeaning.batch(response, of: target, now: time.now)
        } catch {
            meaning = .all(ResponseMeaning.look(after: error), isInDoubt: false)
        }
        if let look = meaning.look { await note([look], of: request.url) }
        return meaning
    }

    /// Settles what a batch answers, and gives back what is open.
    private func settle(
        _ checks: [ClaimedCheck],
        by meaning: BatchMeaning,
        of batch: any BatchInterface,
        report: @escaping @Sendable (CheckReport) async -> Void
    ) async -> [ClaimedCheck] {
        let way = ReadingWay.interface(batch.about.name, day: time.now.utcDay, lesson: nil)
        switch meaning {
        case .alone:
            return checks
        case .all(var look, _):
            if look.status != nil { look.way = way }
            for check in checks {
                if let reason = look.whyUnasked {
                    await report(release(check, because: reason))
                } else {
                    await report(settle(check, look))
                }
            }
            return []
        case .content(let response, var look):
            look.way = way
            let content = PageContent(response)
            var open: [ClaimedCheck] = []
            for check in checks {
                let question = InterfaceQuestion(url: check.product.url, selection: check.product.selection)
                guard case .answer(let extraction) = batch.read(content, for: question),
                    extraction.reading.offer != nil
                else {
                    open.append(check)
                    continue
                }
                look.reading = extraction.reading
                look.extraction = extraction
                await report(settle(check, look))
            }
            return open
        }
    }
}
