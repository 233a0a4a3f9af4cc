import Logging

/// Why a turn that a claim reserved was not used: nothing was asked, and nothing is known.
struct UnusedTurn: Error {
    let reason: String
}

extension Tracker {
    /// Waits for a turn that a claim has reserved and asks in it, where the host may still be asked then.
    ///
    /// - Parameters:
    ///   - site: the host.
    ///   - wait: until the turn comes.
    ///   - isFresh: whether the claim was made just now.
    ///   - ask: makes the requests.
    func inTurn<Value: Sendable>(
        at site: String,
        after wait: Duration,
        isFresh: Bool = true,
        _ ask: () async -> Value
    ) async throws(UnusedTurn) -> Value {
        guard await isTurn(after: wait) else { throw UnusedTurn(reason: "stopped") }
        // Who waited may have been overtaken by an answer that asks for time, to this worker or to another.
        if wait > .zero || !isFresh, let reason = await whyPaused(site) { throw UnusedTurn(reason: reason) }
        guard let place = hostLoads.enter(site, limits: settings.hosts.limits(for: site), now: time.now) else {
            throw UnusedTurn(reason: "\(site) is slow to answer other requests")
        }
        defer { hostLoads.leave(place) }
        return await ask()
    }

    /// Waits; false where the task was cancelled meanwhile.
    private func isTurn(after wait: Duration) async -> Bool {
        guard wait > .zero else { return true }
        do {
            try await time.sleep(for: wait)
            return true
        } catch {
            return false
        }
    }

    /// Why nothing is asked of a host now; nil where it may be asked.
    private func whyPaused(_ site: String) async -> String? {
        do {
            let host = try await store.host(site)
            return host.isPaused(at: time.now) ? host.pauseWords(for: site) : nil
        } catch {
            return "whether \(site) may be asked could not be looked up: \(error)"
        }
    }

    /// Whether a claimed check is given back at once, as its host has enough to do with those before it.
    func isCrowded(_ check: ClaimedCheck) -> Bool {
        let site = check.product.url.site
        return hostLoads.isFull(site, limits: settings.hosts.limits(for: site), now: time.now)
    }

    /// Gives claimed checks back: they are due as before.
    func release(_ checks: [ClaimedCheck]) async {
        guard !checks.isEmpty else { return }
        do {
            let leases = checks.map(\.lease)
            try await shielded { [store] () async throws(StoreError) in try await store.releaseChecks(leases) }
        } catch {
            logger.warning("A lease could not be given back; it runs out by itself", metadata: ["error": "\(error)"])
        }
    }

    /// Gives a claimed check back, and says why it was not made.
    func release(_ check: ClaimedCheck, because reason: String) async -> CheckReport {
        logger.debug("Not checked", metadata: ["product": "\(check.product.id)", "why": "\(reason)"])
        await release([check])
        return CheckReport(product: check.product, state: check.product.state, problem: "not checked: \(reason)")
    }

    /// Notes what looks showed of their hosts.
    ///
    /// What several of them show of a host alike counts once: they share a request, and it is the one witness.
    func note(_ looks: [Look], of url: PageURL) async {
        var sightings: [Sighting] = []
        for look in looks {
            guard let signal = look.signal else { continue }
            // After a redirect to another host it is that one that spoke; the first has answered as it should.
            let site = (look.url ?? url).site
            if site != url.site { sightings.append(Sighting(site: url.site, signal: .fine)) }
            sightings.append(Sighting(site: site, signal: signal))
        }
        var noted: Set<Sighting> = []
        for sighting in sightings where noted.insert(sighting).inserted { await note(sighting) }
    }

    /// What a request showed of a host.
    private struct Sighting: Hashable {
        let site: String
        let signal: CircuitBreaker.Signal
    }

    /// Keeps what a request showed; the next one shows it again where the store could not be asked.
    private func note(_ sighting: Sighting) async {
        do {
            guard let pause = try await hostWatch.note(sighting.signal, at: sighting.site, now: time.now) else {
                return
            }
            logger.notice(
                "Host paused",
                metadata: ["host": "\(sighting.site)", "until": "\(pause.until)", "reason": "\(pause.reason)"]
            )
        } catch {
            logger.warning(
                "A host's state could not be kept",
                metadata: ["host": "\(sighting.site)", "error": "\(error)"]
            )
        }
    }
}

extension Look {
    /// Why it says nothing of the product, which is then due as before; nil where it does.
    var whyUnasked: String? {
        switch failure?.code {
        case .cancelled: "stopped"
        case .busy: failure?.message
        default: nil
        }
    }
}

extension HostState {
    /// Until when a paused host is asked nothing, and why.
    func pauseWords(for site: String) -> String {
        let end = pausedUntil.map { "until \($0)" } ?? "now"
        return "no requests to \(site) \(end), because \(pauseReason ?? "it is paused")"
    }
}
