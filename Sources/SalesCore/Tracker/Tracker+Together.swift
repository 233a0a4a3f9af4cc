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
        guard let url = checks.first?.product.url else { return }
        var targets = checks.map { LookTarget($0.product) }
        let isConfirming = targets.contains(where: \.isConfirming)
        let isOneState = Set(targets.map(\.validators)).count == 1 && Set(targets.map(\.state.learned)).count == 1
        for index in targets.indices {
            targets[index].isConfirming = isConfirming
            if isConfirming || !isOneState { targets[index].validators = Validators() }
        }
        let shared = Turns(first: SharedFetcher(turns.first), further: SharedFetcher(turns.further))
        let looks: [Look]
        do {
            looks = try await inTurn(at: url.site, after: checks.map(\.startAfter).min() ?? .zero) { [targets] in
                var looks: [Look] = []
                for target in targets { looks.append(await look(at: target, with: shared)) }
                return looks
            }
        } catch {
            for check in checks { await report(release(check, because: error.reason)) }
            return
        }
        await note(looks, of: url)
        let intervals = checks.map { $0.product.interval(default: settings.pace.interval) }
        let regular = regularDelays(of: intervals)
        let now = time.now
        for ((check, look), interval) in zip(zip(checks, looks), intervals) {
            if let reason = look.whyUnasked {
                await report(release(check, because: reason))
            } else {
                await report(settle(check, look, at: now, regular: regular[interval]))
            }
        }
    }

    /// One wait for each interval, drawn once, so that products of one URL are due together again.
    private func regularDelays(of intervals: [Duration]) -> [Duration: Duration] {
        var random = random
        var delays: [Duration: Duration] = [:]
        for interval in intervals where delays[interval] == nil {
            delays[interval] = settings.pace.delay(after: ProductState(), asked: interval, using: &random)
        }
        return delays
    }
}
