import Foundation
import RunningPrograms
import SalesCompression
import SalesCore
import SalesTesting
import Testing

@Suite("Packing objects")
struct ObjectPackerTests {
    private let packer = ObjectPacker()
    private static let packed: [ArchiveCoding] = [.gzip, .zstd]
    /// Lines as a day of prices has them.
    private static let table = Array(
        (0..<5_000).map { "2026-11-24,\($0),Kettle,\($0 % 97).99,EUR,in_stock\n" }.joined().utf8
    )
    private static let objects: [[UInt8]] = [[], [0], Array("day,price\n".utf8), [UInt8](0...255), table, noise]
    private static let noise: [UInt8] = {
        var random = SeededRandom(seed: 7)
        return (0..<1 << 12).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
    }()

    @Test("what was packed is unpacked to the same bytes", arguments: ArchiveCoding.allCases)
    func roundTrip(_ coding: ArchiveCoding) throws {
        for bytes in Self.objects {
            let packed = try packer.pack(bytes, as: coding)
            #expect(try packer.unpack(packed, as: coding, limit: 1 << 20) == bytes)
        }
    }

    @Test("the same bytes are packed to the same, and a table to less than a quarter", arguments: packed)
    func repeatable(_ coding: ArchiveCoding) throws {
        let packed = try packer.pack(Self.table, as: coding)
        #expect(try packer.pack(Self.table, as: coding) == packed)
        #expect(packed.count * 4 < Self.table.count)
    }

    @Test("gzip has no time and no name, so that nothing but the bytes decides what is packed")
    func header() throws {
        let packed = try packer.pack(Self.table, as: .gzip)
        // RFC 1952 §2.3.1: magic number, deflate, no flags, no time.
        #expect(packed.prefix(8) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
    }

    @Test("zstandard states its length and has a checksum")
    func frame() throws {
        let packed = try packer.pack(Self.table, as: .zstd)
        #expect(packed.prefix(4) == [0x28, 0xB5, 0x2F, 0xFD])
        // RFC 8878 §3.1.1.1.1: the flag of the checksum, and a length of four or eight bytes.
        #expect(packed[4] & 0b100 != 0 && packed[4] >> 6 >= 2)
        // Every bit counts: one that is changed in the text's last bytes is found by the checksum.
        for bit in 0..<32 {
            var changed = packed
            changed[packed.count - 1 - bit / 8] ^= 1 << (bit % 8)
            #expect(throws: ArchiveError.self) { try packer.unpack(changed, as: .zstd, limit: 1 << 20) }
        }
    }

    @Test("gzip's own program unpacks it, and what that packs is unpacked here")
    func otherProgram() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sales-pack-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "a.csv.gz")
        let program = URL(filePath: "/bin/gzip")
        try Data(try packer.pack(Self.table, as: .gzip)).write(to: file)
        #expect(try await FinishedProgram.run(program, ["-d", file.path]).status == 0)
        let text = folder.appending(path: "a.csv")
        #expect(try Data(contentsOf: text) == Data(Self.table))
        #expect(try await FinishedProgram.run(program, ["-9", text.path]).status == 0)
        let theirs = Array(try Data(contentsOf: file))
        #expect(try packer.unpack(theirs, as: .gzip, limit: Self.table.count) == Self.table)
    }

    @Test("what ends early, is no such thing, or has something behind it is corrupt", arguments: packed)
    func damaged(_ coding: ArchiveCoding) throws {
        let whole = try packer.pack(Array("day,price\n2026-11-24,39.99\n".utf8), as: coding)
        let cut = (0..<whole.count).map { Array(whole.prefix($0)) }
        let behind = [[0], [0x1F], [0x1F, 0x8B], Array("\n".utf8), Array(whole.dropLast())].map { whole + $0 }
        let other = try packer.pack([1, 2, 3], as: coding == .gzip ? .zstd : .gzip)
        for bytes in cut + behind + [other, Array("day,price\n".utf8)] {
            let error = #expect(throws: ArchiveError.self) { try packer.unpack(bytes, as: coding, limit: 1 << 20) }
            #expect(error?.code == .corrupt && error?.advice == .never, "\(bytes.count) bytes")
        }
    }

    @Test("several members or frames are one object, as for every other program", arguments: packed)
    func pieces(_ coding: ArchiveCoding) throws {
        let one = try packer.pack(Array("day,price\n".utf8), as: coding)
        let other = try packer.pack(Self.table, as: coding)
        let both = try packer.unpack(one + other, as: coding, limit: 1 << 20)
        #expect(both == Array("day,price\n".utf8) + Self.table)
    }

    @Test("an object is unpacked to the limit and no further", arguments: ArchiveCoding.allCases)
    func limit(_ coding: ArchiveCoding) throws {
        let packed = try packer.pack(Self.table, as: coding)
        #expect(try packer.unpack(packed, as: coding, limit: Self.table.count) == Self.table)
        for limit in [Int.min, 0, 1, 5_000, Self.table.count - 1] {
            let error = #expect(throws: ArchiveError.self) { try packer.unpack(packed, as: coding, limit: limit) }
            #expect(error?.code == .corrupt && error?.message.contains("more than") == true)
        }
    }

    @Test(
        "a bomb costs no more than the limit",
        arguments: [(FetcherSamples.gzipBomb, ArchiveCoding.gzip), (FetcherSamples.zstandardBomb, .zstd)]
    )
    func bombs(_ bytes: [UInt8], _ coding: ArchiveCoding) {
        let error = #expect(throws: ArchiveError.self) { try packer.unpack(bytes, as: coding, limit: 1_000_000) }
        #expect(error?.message.contains("more than 1000000 bytes") == true)
    }
}
