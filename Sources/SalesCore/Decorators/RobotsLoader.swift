import HTTPTypes

/// Brings one origin's rules: from the store where they are fresh there, else from the host.
struct RobotsLoader: Sendable {
    let fetcher: any Fetcher
    let hosts: any HostStore
    let agent: String
    let time: any TimeSource

    /// What a request for robots.txt may cost.
    ///
    /// A larger file cannot be had in part, and counts as one that cannot be had.
    static let limits = FetchLimits(deadline: .seconds(15), bodyBytes: 2 << 20, fieldBytes: 64 << 10, redirects: 5)

    /// The rules, saved for the other workers.
    ///
    /// - Throws: ``FetchError`` where the host was out of reach for this call and there is no earlier file, or where
    ///   nothing was learnt: cancelled, paused, refused, or no store.
    func load(_ origin: RobotsOrigin) async throws(FetchError) -> Loaded {
        let stored = try await storedRecord(of: origin)
        let now = time.now
        if let stored, stored.isFresh(at: now) {
            return Loaded(known: known(stored, until: stored.freshUntil))
        }
        let record: RobotsRecord
        var failure: FetchError?
        do {
            record = try await fetch(origin)
        } catch {
            guard Self.showsHost(error) else { throw error }
            record = RobotsRecord(status: 0, text: "", fetchedAt: time.now)
            failure = FetchError(
                error.code,
                advice: .later(after: RobotsRecord.retry),
                message:
                    "The robots.txt of \(origin.site) could not be read, so nothing is fetched there: \(error.message)"
            )
        }
        if record.isUnreachable, let stored, stored.isUsableStale(at: time.now) {
            return Loaded(known: known(stored, until: time.now + RobotsRecord.retry))
        }
        await save(record, of: origin)
        return Loaded(known: known(record, until: record.freshUntil), failure: failure)
    }

    /// What came of loading.
    struct Loaded: Sendable {
        let known: KnownRobots
        /// Why there was no response: the answer to whoever waited for it.
        var failure: FetchError?
    }

    private func known(_ record: RobotsRecord, until moment: Timestamp) -> KnownRobots {
        KnownRobots(rules: RobotsRules(record, agent: agent), freshUntil: moment)
    }

    private func storedRecord(of origin: RobotsOrigin) async throws(FetchError) -> RobotsRecord? {
        do {
            return try await hosts.host(origin.storeName).robots
        } catch {
            throw FetchError(error, "Whether \(origin.site) may be asked could not be looked up")
        }
    }

    private func fetch(_ origin: RobotsOrigin) async throws(FetchError) -> RobotsRecord {
        let request = FetchRequest(url: origin.url, fields: [.accept: "text/plain,*/*;q=0.5"], limits: Self.limits)
        do {
            let response = try await fetcher.fetch(request)
            if let wait = ResponseMeaning.askedWait(in: response, at: time.now) {
                await pause(response.url.site, for: wait)
            }
            return RobotsRecord(status: response.status.code, body: response.body, fetchedAt: time.now)
        } catch  where error.code == .redirects {
            // §2.3.1.2: a file behind too many redirects counts as one that the host has not.
            return RobotsRecord(status: 404, text: "", fetchedAt: time.now)
        }
    }

    /// Leaves a host alone that asks for time, with its pages and with the file itself.
    private func pause(_ site: String, for wait: Duration) async {
        do {
            let state = try await hosts.host(site)
            guard let change = CircuitBreaker().change(.asked(wait: wait), in: state, at: time.now) else { return }
            try await hosts.updateHost(site, change)
        } catch {
            // The file cannot be had, so that nothing is fetched; it is asked for again after minutes.
        }
    }

    private func save(_ record: RobotsRecord, of origin: RobotsOrigin) async {
        do {
            try await hosts.updateHost(origin.storeName, HostChange(robots: record))
        } catch {
            // The file is kept in memory all the same; another worker asks the host once more.
        }
    }

    /// Whether a failure says something of the host, rather than of ourselves.
    private static func showsHost(_ error: FetchError) -> Bool {
        ![.cancelled, .paused, .busy, .refused, .robots].contains(error.code)
    }
}
