internal import SalesCore

/// Lists of keys.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html.
extension S3Archiver {
    /// A page by as few requests as there may be, at a service that lists in the order of bytes.
    func keys(prefix: String, after token: PageToken?, limit: Int) async throws(S3Trouble) -> Page<String> {
        let size = pageSize(limit)
        guard ArchiveLimits.mayBeginKey(prefix) else { return Page(elements: [], next: nil) }
        var keys: [String] = []
        var last = token?.text
        while true {
            var query = [("max-keys", "\(size)")]
            if let last { query.append(("start-after", caller.place.prefix + last)) }
            let listing = try await listing(under: prefix, query)
            for key in listing.keys {
                guard last.map({ Self.isBefore($0, key) }) ?? true else { throw .disorder(caller.place) }
                last = key
                guard ArchiveLimits.isKey(key) else { continue }
                guard keys.count < size else { return Self.page(keys, isLast: false) }
                keys.append(key)
            }
            guard listing.isTruncated else { return Self.page(keys, isLast: true) }
            guard !listing.keys.isEmpty else {
                throw S3Trouble(brokenAt: caller.place, "a part of a list without keys")
            }
            if keys.count == size { return Self.page(keys, isLast: false) }
        }
    }

    /// A page folder by folder, whatever the order of the service.
    func walk(prefix: String, after token: PageToken?, limit: Int) async throws(S3Trouble) -> Page<String> {
        var walk = KeyWalk(prefix: prefix, after: token, limit: limit)
        while let folder = walk.nextFolder() { walk.take(try await entries(of: folder)) }
        return walk.page
    }

    private func entries(of folder: String) async throws(S3Trouble) -> [KeyWalk.Entry] {
        var entries: [KeyWalk.Entry] = []
        var continuation: String?
        for _ in 0..<Self.mostPages {
            var query = [("delimiter", "/"), ("max-keys", "\(maximumPageSize)")]
            if let continuation { query.append(("continuation-token", continuation)) }
            let listing = try await listing(under: folder, query)
            entries += listing.keys.map { .key($0) } + listing.folders.map { .folder($0) }
            guard listing.isTruncated else { return entries }
            guard let next = listing.continuation, next != continuation else {
                throw S3Trouble(brokenAt: caller.place, "a part of a list without its continuation")
            }
            continuation = next
        }
        throw S3Trouble(
            error: ArchiveError(
                .foreign,
                message: "More than a million objects are in \(folder) of \(caller.place.shown); name another place."
            )
        )
    }

    /// Pages of one folder that are read: a million keys.
    private static let mostPages = 1_000

    /// One answer of the service, with keys as the archive has them; what does not begin as it should is left out.
    private func listing(under text: String, _ query: [(String, String)]) async throws(S3Trouble) -> S3Listing {
        let place = caller.place
        var all = [("list-type", "2"), ("encoding-type", "url")] + query
        let start = place.prefix + text
        if !start.isEmpty { all.append(("prefix", start)) }
        var request = AWSRequest(.get, try caller.url(all))
        request.limits = S3Limits.list
        var turns = caller.begin()
        while true {
            let response = try await caller.send(request)
            if var listing = S3Listing(response.body) {
                listing.cut(place.prefix)
                return listing
            }
            let broken = S3Trouble(brokenAt: place, "something that is no list of a bucket")
            try await caller.pause(after: broken, &turns)
        }
    }

    private static func page(_ keys: [String], isLast: Bool) -> Page<String> {
        Page(elements: keys, next: isLast ? nil : keys.last.map { PageToken(text: $0) })
    }

    /// By bytes: what others call their objects is not always ASCII.
    private static func isBefore(_ one: String, _ other: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8)
    }
}

extension S3Trouble {
    /// A service that lists in an order of its own.
    fileprivate static func disorder(_ place: S3Place) -> S3Trouble {
        S3Trouble(
            error: ArchiveError(
                .other,
                message: "\(place.host) does not list keys in the order of their bytes. Set the listing to folders."
            )
        )
    }
}
