internal import Foundation

/// The manifests of an archive, held against one another: which can be gone by, and what is wrong.
///
/// Pure. Where two continue one manifest, since a store went on from an older copy of itself, both are of the chain.
struct ManifestChain {
    /// A manifest as it stands in the archive.
    struct Link {
        var key: String
        /// Of its object.
        var sha256: String
        var manifest: ArchiveManifest
    }

    /// Those that can be gone by, in the order in which they were recorded.
    private(set) var manifests: [ArchiveManifest] = []
    /// What is wrong, in sentences that name the object.
    private(set) var faults: [String] = []

    /// - Parameter unreadable: the keys of what is no manifest.
    init(_ links: [Link], unreadable: [String] = []) {
        faults = unreadable.sorted().map(PriceArchive.unreadable)
        let known = Dictionary(links.map { ($0.key, $0.sha256) }) { first, _ in first }
        // The newest first: what one says of the one before it counts only if it is what it was itself.
        let newestFirst = links.sorted { ($0.manifest.sequence, $0.key) > ($1.manifest.sequence, $1.key) }
        let store = newestFirst.first?.manifest.store
        var changed: Set<String> = []
        for link in newestFirst where !changed.contains(link.key) {
            guard link.key == ArchiveKeys.manifest(of: link.manifest.run), link.manifest.store == store else {
                faults.append("\(link.key) is a manifest of another run or store; it was left out.")
                continue
            }
            manifests.append(link.manifest)
            guard let previous = link.manifest.previous, !unreadable.contains(previous.key) else { continue }
            guard let found = known[previous.key] else {
                faults.append("\(link.key) names \(previous.key) as the one before it, which is missing.")
                continue
            }
            guard found != previous.sha256 else { continue }
            changed.insert(previous.key)
            faults.append("\(previous.key) is not the manifest that \(link.key) names; its run was left out.")
        }
        manifests.reverse()
    }
}

extension PriceArchive {
    /// Reads every manifest that is in the archive, whatever the ledger of the store says.
    ///
    /// - Throws: `foreign` where one is of a version that this program does not know.
    func manifestChain() async throws -> ManifestChain {
        var links: [ManifestChain.Link] = []
        var unreadable: [String] = []
        try await eachManifest { key, document, manifest in
            if let version = ArchiveManifest.version(ofDocument: document), version > ArchivePlan.currentVersion {
                throw ArchivingError.found(
                    .foreign,
                    """
                    This archive was written by a newer program: its \(key) is of version \(version), and this program \
                    reads up to \(ArchivePlan.currentVersion). Update it and run this again.
                    """
                )
            }
            guard let manifest else { return unreadable.append(key) }
            links.append(ManifestChain.Link(key: key, sha256: ContentHash.sha256(document), manifest: manifest))
        }
        return ManifestChain(links, unreadable: unreadable)
    }
}

extension ArchiveManifest {
    /// The version that a manifest says it is of, also one that cannot be read otherwise; nil where it is none.
    static func version(ofDocument document: [UInt8]) -> Int? {
        struct Head: Decodable {
            var format: String
            var version: Int
        }
        guard let head = try? JSONDecoder().decode(Head.self, from: Data(document)), head.format == format else {
            return nil
        }
        return head.version
    }
}
