extension PriceArchive {
    /// The manifests that are in the archive, in the order of their days and runs, whatever the ledger says.
    ///
    /// - Throws: `corrupt` where one cannot be read.
    public func manifests(of days: ClosedRange<ArchiveDay> = ArchiveDay.shown) async throws(ArchivingError)
        -> [ArchiveManifest]
    {
        try await inOwnTerms {
            var manifests: [ArchiveManifest] = []
            var token: PageToken?
            repeat {
                let page = try await archiver.list(
                    prefix: ArchiveKeys.manifests,
                    after: token,
                    limit: maximumPageSize
                )
                for key in page.elements {
                    let manifest = try await manifest(under: key)
                    if days.contains(manifest.run.day) { manifests.append(manifest) }
                }
                token = page.next
            } while token != nil
            return manifests.sorted { $0.run < $1.run }
        }
    }

    private func manifest(under key: String) async throws -> ArchiveManifest {
        guard let bytes = try await archiver.read(key), let manifest = try? ArchiveManifest(document: bytes) else {
            throw ArchivingError.found(.corrupt, "The archive’s \(key) is no manifest that this program can read.")
        }
        return manifest
    }
}
