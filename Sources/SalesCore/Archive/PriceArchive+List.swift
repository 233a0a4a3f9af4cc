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
            var token: PageToken?
            repeat {
                let page = try await archiver.list(
                    prefix: ArchiveKeys.manifests,
                    after: token,
                    limit: maximumPageSize
                )
                for key in page.elements {
                    guard let bytes = try await archiver.read(key) else { continue }
                    if let manifest = try? ArchiveManifest(document: bytes) {
                        if days.contains(manifest.run.day) { listing.manifests.append(manifest) }
                    } else {
                        listing.faults.append("The archive’s \(key) is no manifest that this program can read.")
                    }
                }
                token = page.next
            } while token != nil
            listing.manifests.sort { $0.run < $1.run }
            return listing
        }
    }
}
