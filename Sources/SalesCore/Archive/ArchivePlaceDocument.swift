internal import Foundation

/// What says in an archive whose it is: `archive.json`.
struct ArchivePlaceDocument: Codable {
    var format = ArchiveManifest.format
    var store: String
    var zone: String

    init(_ identity: ArchiveIdentity) {
        store = identity.name
        zone = identity.zone
    }

    /// Reads it; nil where it is something else.
    init?(bytes: [UInt8]) {
        guard let document = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
            document.format == ArchiveManifest.format
        else { return nil }
        self = document
    }

    /// The same bytes for the same store.
    var bytes: [UInt8] { ArchiveManifest.document(of: self) }
}
