extension PriceArchive {
    /// Whose a place is.
    public enum Owner: Hashable, Sendable {
        /// This store.
        case own
        /// Nobody yet: a run makes it this store's own, unless the store has archived days elsewhere.
        case nobody
    }

    /// Whose the place is, without writing anything there.
    ///
    /// - Throws: `foreign` where it is another store's.
    public func placeOwner() async throws(ArchivingError) -> Owner {
        try await inOwnTerms {
            let identity = try await store.archiveIdentity()
            guard let bytes = try await archiver.read(ArchiveKeys.identity) else { return .nobody }
            guard bytes == ArchivePlaceDocument(identity).bytes else { throw Self.anothers(bytes, than: identity) }
            return .own
        }
    }

    /// Refuses a place that a run would refuse, without writing anything there.
    ///
    /// - Throws: `foreign` where it is another store's: two that write under the same keys would be taken for one; and
    ///   where it is empty though the store has archived days, as the folder of a disk that is not mounted.
    public func checkPlace() async throws(ArchivingError) {
        guard try await placeOwner() == .nobody, !settings.takesEmptyPlace else { return }
        if let last = try await inOwnTerms({ try await store.lastManifest() }) { throw Self.empty(since: last.run.day) }
    }

    /// Makes the place this store's own, or finds that it is.
    ///
    /// - Throws: as ``checkPlace()``.
    func claimPlace() async throws -> ArchiveIdentity {
        try await checkPlace()
        let identity = try await store.archiveIdentity()
        let document = ArchivePlaceDocument(identity)
        guard try await archiver.write(document.bytes, to: ArchiveKeys.identity) == .conflict else { return identity }
        throw Self.anothers(try await archiver.read(ArchiveKeys.identity), than: identity)
    }

    /// What is said of a place that something else than the store's own name stands in.
    static func anothers(_ bytes: [UInt8]?, than identity: ArchiveIdentity) -> ArchivingError {
        guard let found = bytes.flatMap(ArchivePlaceDocument.init(bytes:)) else {
            let own = String(decoding: ArchivePlaceDocument(identity).bytes, as: UTF8.self)
            return .found(
                .corrupt,
                """
                This place’s \(ArchiveKeys.identity) is damaged, so that nobody knows whose archive it is; nothing was \
                written. If it is this store’s, have it say exactly: \(own)
                """
            )
        }
        return .found(
            .foreign,
            """
            This place holds the archive of another store (\(found.store)), by its \(ArchiveKeys.identity); this one is \
            \(identity.name). Give each store a folder or prefix of its own.
            """
        )
    }

    /// What is said of an empty place where there should be an archive.
    static func empty(since day: ArchiveDay) -> ArchivingError {
        .found(
            .foreign,
            """
            This place is empty, though the store has archived days, \(day) the last of them; nothing was written. Is its \
            disk mounted, and its name right? If the archive has moved, bring its objects here first; to begin another one \
            here, run this once with --new-place.
            """
        )
    }
}
