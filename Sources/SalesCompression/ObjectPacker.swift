public import SalesCore

/// Packs objects of archives as gzip or zstandard, or leaves them as they are.
///
/// The same bytes are packed to the same bytes by the same versions of libdeflate and libzstd. Packing takes at most
/// the object and its packed form in memory, and so does unpacking.
public struct ObjectPacker: ArchivePacker {
    /// A packer.
    public init() {}

    /// The bytes, packed: gzip of level 6 without a time; zstandard of level 3 with length and checksum.
    ///
    /// - Throws: ``SalesCore/ArchiveErrorCode/other`` where there is no memory.
    public func pack(_ bytes: [UInt8], as coding: ArchiveCoding) throws(ArchiveError) -> [UInt8] {
        let packed: [UInt8]? =
            switch coding {
            case .none: bytes
            case .gzip: GzipEncoder.encode(bytes)
            case .zstd: ZstandardEncoder.encode(bytes)
            }
        guard let packed else { throw Self.noMemory(bytes.count) }
        return packed
    }

    /// The bytes that were packed.
    ///
    /// Several members of gzip or frames of zstandard are one object, as for every other program; anything behind them
    /// is refused. zstandard's window is at most 8 MiB.
    /// - Parameter limit: The most bytes that are unpacked, above 0.
    /// - Throws: ``SalesCore/ArchiveErrorCode/corrupt`` for bytes that are not packed so, have something else behind
    ///   them, or hold more than the limit; ``SalesCore/ArchiveErrorCode/other`` where there is no memory.
    public func unpack(_ bytes: [UInt8], as coding: ArchiveCoding, limit: Int) throws(ArchiveError) -> [UInt8] {
        let limit = max(limit, 1)
        do throws(DecodingFailure) {
            switch coding {
            case .none:
                guard bytes.count <= limit else { throw DecodingFailure.tooLarge }
                return bytes
            case .gzip: return try GzipDecoder.decode(bytes, limit: limit, remainder: .refused)
            case .zstd: return try ZstandardDecoder.decode(bytes, limit: limit, remainder: .refused)
            }
        } catch {
            throw Self.error(error, unpacking: bytes.count, as: coding, limit: limit)
        }
    }

    private static func error(
        _ failure: DecodingFailure,
        unpacking count: Int,
        as coding: ArchiveCoding,
        limit: Int
    ) -> ArchiveError {
        switch failure {
        case .damaged:
            ArchiveError(
                .corrupt,
                message: "The object of \(count) bytes is no whole \(coding.rawValue), or something stands behind it."
            )
        case .tooLarge:
            ArchiveError(.corrupt, message: "The object holds more than \(limit) bytes; none that was written does.")
        case .memoryExhausted: noMemory(count)
        }
    }

    private static func noMemory(_ count: Int) -> ArchiveError {
        ArchiveError(
            .other,
            advice: .later(after: nil),
            message: "There was no memory left to pack or unpack an object of \(count) bytes; try again when there is."
        )
    }
}
