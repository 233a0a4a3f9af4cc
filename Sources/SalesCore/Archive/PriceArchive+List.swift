extension PriceArchive {
    /// What is in an archive by its manifests.
    public struct Listing: Hashable, Sendable {
        /// The manifests in the order of their days and runs.
        public var manifests: [ArchiveManifest] = []
        /// What stands among them and is none, in sentences that name the object.
        public var faults: [String] = []
    }

    /// The manifests that are in the archive, whatever the ledger says.
    public func manifests(of days: ClosedRange<ArchiveDay> = ArchiveDay.shown) async throws(ArchivingError) -> Listing {
        try await inOwnTerms {
            var listing = Listing()
            try await eachManifest { key, _, manifest in
                guard let manifest else { return listing.faults.append(Self.unreadable(key)) }
                if days.contains(manifest.run.day) { listing.manifests.append(manifest) }
            }
            listing.manifests.sort { $0.run < $1.run }
            return listing
        }
    }

    /// Hands over what stands where manifests do, in the order of the keys: its bytes, and the manifest where it is one.
    func eachManifest(_ take: (_ key: String, _ document: [UInt8], ArchiveManifest?) throws -> Void) async throws {
        var token: PageToken?
        repeat {
            let page = try await archiver.list(prefix: ArchiveKeys.manifests, after: token, limit: maximumPageSize)
            for key in page.elements {
                try Task.checkCancellation()
                guard let document = try await archiver.read(key) else { continue }
                try take(key, document, try? ArchiveManifest(document: document))
            }
            token = page.next
        } while token != nil
    }

    /// What is said of an object that stands where manifests do.
    static func unreadable(_ key: String) -> String { "\(key) is no manifest that this program can read." }
}
