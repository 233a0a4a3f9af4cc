extension PriceArchive {
    /// The days that were over at a moment and are not archived, or not to the end.
    public func days(endedBy moment: Timestamp) async throws(ArchivingError) -> [ArchiveDay] {
        do {
            return try await store.daysToArchive(endedBy: moment, limit: settings.pageSize)
        } catch {
            throw ArchivingError(error)
        }
    }

    /// What the store's ledger says of some days, in their order.
    public func ledger(of days: ClosedRange<ArchiveDay> = ArchiveDay.shown) async throws(ArchivingError) -> [ArchiveRun]
    {
        do {
            return try await runs(of: days).all()
        } catch {
            throw ArchivingError(error)
        }
    }

    /// The manifests that are in the archive, in the order of their days and runs, whatever the ledger says.
    ///
    /// - Throws: `corrupt` where one cannot be read.
    public func manifests(of days: ClosedRange<ArchiveDay> = ArchiveDay.shown) async throws(ArchivingError)
        -> [ArchiveManifest]
    {
        do {
            var manifests: [ArchiveManifest] = []
            var token: PageToken?
            repeat {
                let page = try await archiver.list(
                    prefix: ArchiveKeys.manifests,
                    after: token,
                    limit: settings.pageSize
                )
                for key in page.elements {
                    let manifest = try await manifest(under: key)
                    if days.contains(manifest.run.day) { manifests.append(manifest) }
                }
                token = page.next
            } while token != nil
            return manifests.sorted { $0.run < $1.run }
        } catch {
            throw ArchivingError(error)
        }
    }

    private func manifest(under key: String) async throws -> ArchiveManifest {
        guard let bytes = try await archiver.read(key), let manifest = try? ArchiveManifest(document: bytes) else {
            throw ArchivingError.found(.corrupt, "The archive’s \(key) is no manifest that this program can read.")
        }
        return manifest
    }
}
