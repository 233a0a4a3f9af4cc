import HTTPTypes

/// Claimed checks that one request can answer.
struct CheckGroup: Sendable {
    var checks: [ClaimedCheck]
    /// The interface that answers for all of them at once; nil where they are of one URL, or one alone.
    var batch: (any BatchInterface)?
}

extension Tracker {
    /// Puts together what was claimed in one go: products of one URL, and products of an interface that takes several.
    ///
    /// The turns that the claim reserved stay used, so that fewer requests are made than a host allows, never more.
    func together(_ claimed: [ClaimedCheck]) -> [CheckGroup] {
        var groups: [CheckGroup] = []
        var places: [String: Int] = [:]
        for check in claimed {
            let (key, batch) = companionship(of: check.product)
            if let place = places[key], groups[place].checks.count < batch?.maximumBatch ?? Self.maximumTogether {
                groups[place].checks.append(check)
            } else {
                places[key] = groups.count
                groups.append(CheckGroup(checks: [check], batch: batch))
            }
        }
        return groups
    }

    /// The most products of one URL that share a fetch.
    private static let maximumTogether = 50

    /// Only what was priced before, and has nothing to be confirmed, is asked in a batch: its answer tells less.
    private func companionship(of product: Product) -> (key: String, batch: (any BatchInterface)?) {
        let target = LookTarget(product)
        let alone = ("url \(product.url)", nil as (any BatchInterface)?)
        guard product.state.canSkipReading, !target.isConfirming,
            let call = ReadingRoute(target, adapters: adapters, today: time.now.utcDay).call,
            let batch = call.interface as? any BatchInterface, let group = batch.batchGroup(of: call.question)
        else { return alone }
        return ("batch \(batch.about.name) \(group)", batch)
    }

    /// Makes checks that belong together, and reports each.
    func perform(together group: CheckGroup, report: @escaping @Sendable (CheckReport) async -> Void) async {
        guard group.checks.count > 1 else {
            for check in group.checks { await report(perform(check)) }
            return
        }
        if let batch = group.batch {
            await perform(group.checks, with: batch, report: report)
        } else {
            await perform(ofOneURL: group.checks, report: report)
        }
    }

    /// Products of one URL: each reads its own price from the same answers, and they stay in step.
    private func perform(
        ofOneURL checks: [ClaimedCheck],
        report: @escaping @Sendable (CheckReport) async -> Void
    ) async {
        guard await isTurn(after: checks.map(\.startAfter).min() ?? .zero) else {
            for check in checks { await report(release(check)) }
            return
        }
        var targets = checks.map { LookTarget($0.product) }
        let isConfirming = targets.contains(where: \.isConfirming)
        let isOneState = Set(targets.map(\.validators)).count == 1 && Set(targets.map(\.state.learned)).count == 1
        for index in targets.indices {
            targets[index].isConfirming = isConfirming
            if isConfirming || !isOneState { targets[index].validators = Validators() }
        }
        let shared = Turns(first: SharedFetcher(turns.first), further: SharedFetcher(turns.further))
        var looks: [Look] = []
        for target in targets { looks.append(await look(at: target, with: shared)) }
        let regular = regularDelays(of: checks.map(\.product.interval))
        let now = time.now
        for (check, look) in zip(checks, looks) {
            if look.failure?.code == .cancelled {
                await report(release(check))
            } else {
                await report(settle(check, look, at: now, regular: regular[check.product.interval]))
            }
        }
    }

    /// One wait for each interval, drawn once, so that products of one URL are due together again.
    private func regularDelays(of intervals: [Duration?]) -> [Duration?: Duration] {
        var random = random
        var delays: [Duration?: Duration] = [:]
        for interval in intervals where delays[interval] == nil {
            delays[interval] = settings.pace.delay(after: ProductState(), asked: interval, using: &random)
        }
        return delays
    }

    /// Products of one interface: one request for all; who gets no answer in it asks alone, in its own turn.
    private func perform(
        _ checks: [ClaimedCheck],
        with batch: any BatchInterface,
        report: @escaping @Sendable (CheckReport) async -> Void
    ) async {
        let begin = time.now
        let first = checks.map(\.startAfter).min() ?? .zero
        let name = batch.about.name
        var open = checks
        var hasAsked = false
        if await !batchRests.isResting(name, at: begin) {
            guard await isTurn(after: first) else {
                for check in checks { await report(release(check)) }
                return
            }
            hasAsked = true
            open = await ask(checks, of: batch, report: report)
            // One answer is enough to know that batches are taken.
            if open.count == checks.count { await batchRests.rest(name, from: time.now) }
        }
        let used = hasAsked ? checks.firstIndex { $0.startAfter == first }.map { checks[$0].lease } : nil
        let passed = time.now - begin
        await withTaskGroup { group in
            for check in open {
                // The batch took one of the turns: whose it was needs another.
                let first = check.lease == used ? turns.further : turns.first
                group.addTask {
                    await report(
                        self.perform(
                            check,
                            after: check.startAfter - passed,
                            with: Turns(first: first, further: self.turns.further)
                        )
                    )
                }
            }
        }
    }

    /// Asks a batch, settles what it answers, and gives back what is open.
    private func ask(
        _ checks: [ClaimedCheck],
        of batch: any BatchInterface,
        report: @escaping @Sendable (CheckReport) async -> Void
    ) async -> [ClaimedCheck] {
        let questions = checks.map { InterfaceQuestion(url: $0.product.url, selection: $0.product.selection) }
        guard let request = batch.request(forAll: questions), let target = checks.first.map({ LookTarget($0.product) })
        else { return checks }
        var plain = target
        plain.validators = Validators()
        let response: FetchResponse
        do {
            response = try await fetcher.fetch(prepared(request, for: plain))
        } catch {
            return await settle(checks, allAs: ResponseMeaning.look(after: error), report: report)
        }
        let asksForTime = response.status.code == 429 || response.status.code == 503
        if asksForTime {
            var look = ResponseMeaning.look(at: response, of: plain, fields: PageFields(), now: time.now)
            look.way = .interface(batch.about.name, day: time.now.utcDay, lesson: nil)
            return await settle(checks, allAs: look, report: report)
        }
        guard response.status == .ok else { return checks }
        let content = PageContent(response)
        var open: [ClaimedCheck] = []
        for (check, question) in zip(checks, questions) {
            guard case .answer(let extraction) = batch.read(content, for: question), extraction.reading.offer != nil
            else {
                open.append(check)
                continue
            }
            var look = Look(
                reading: extraction.reading,
                extraction: extraction,
                url: response.url,
                status: response.status.code,
                signal: .fine
            )
            look.way = .interface(batch.about.name, day: time.now.utcDay, lesson: nil)
            await report(settle(check, look))
        }
        return open
    }

    /// Settles what the host left without an answer; nothing is open then.
    private func settle(
        _ checks: [ClaimedCheck],
        allAs look: Look,
        report: @escaping @Sendable (CheckReport) async -> Void
    ) async -> [ClaimedCheck] {
        for check in checks {
            if look.failure?.code == .cancelled {
                await report(release(check))
            } else {
                await report(settle(check, look))
            }
        }
        return []
    }
}
