/// Packs the bytes of whole objects and unpacks them: compression.
public protocol ArchivePacker: Sendable {
    /// The bytes, packed.
    ///
    /// What was packed must be unpacked to the same bytes by every program that knows the coding.
    /// - Throws: ``ArchiveErrorCode/invalidArgument`` for a coding that the packer does not know.
    func pack(_ bytes: [UInt8], as coding: ArchiveCoding) throws(ArchiveError) -> [UInt8]

    /// The bytes that were packed.
    ///
    /// - Parameter limit: the most bytes that are unpacked.
    /// - Throws: ``ArchiveErrorCode/corrupt`` for bytes that are not packed so, or hold more than the limit.
    func unpack(_ bytes: [UInt8], as coding: ArchiveCoding, limit: Int) throws(ArchiveError) -> [UInt8]
}

/// Leaves bytes as they are, and knows no other coding.
public struct PlainPacker: ArchivePacker {
    /// A packer that packs nothing.
    public init() {}

    /// The same bytes.
    public func pack(_ bytes: [UInt8], as coding: ArchiveCoding) throws(ArchiveError) -> [UInt8] {
        try check(coding)
        return bytes
    }

    /// The same bytes.
    public func unpack(_ bytes: [UInt8], as coding: ArchiveCoding, limit: Int) throws(ArchiveError) -> [UInt8] {
        try check(coding)
        guard bytes.count <= limit else {
            throw ArchiveError(
                .corrupt,
                message: "An object of \(bytes.count) bytes is larger than any that was written."
            )
        }
        return bytes
    }

    private func check(_ coding: ArchiveCoding) throws(ArchiveError) {
        guard coding == .none else {
            throw ArchiveError(.invalidArgument, message: "This program packs no objects as \(coding.rawValue).")
        }
    }
}
