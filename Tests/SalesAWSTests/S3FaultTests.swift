import Foundation
import SalesCore
import SalesTesting
import Testing

@testable import SalesAWS

@Suite("An archive at an S3 service that fails", .timeLimit(.minutes(10)))
struct S3FaultTests {
    private static let bytes = Array("day,price\r\n".utf8)

    /// What may pass, in every way in which it may come.
    static let passing: [ScriptedS3.Fault] = [
        .answers(500, "InternalError"), .answers(502, ""), .answers(503, "SlowDown"),
        .answers(503, "ServiceUnavailable"), .answers(504, "GatewayTimeout"), .answers(429, "TooManyRequests"),
        .answers(408, "RequestTimeout"), .answers(400, "RequestTimeout"), .answers(400, "BadDigest"),
        .answers(400, "XAmzContentSHA256Mismatch"), .answers(400, "IncompleteBody"), .breaks,
    ]
    private static let conflict = ScriptedS3.Fault.answers(409, "ConditionalRequestConflict")

    @Test("what may pass is tried again, and the object is written once", arguments: passing + [conflict])
    func passes(_ fault: ScriptedS3.Fault) async throws {
        let service = try ScriptedS3()
        defer { service.stop() }
        service.script(.put, fault, fault)
        let time = HastyClock()
        #expect(try await S3Bed.archiver(at: service, time: time).write(Self.bytes, to: "a.csv") == .written)
        #expect(service.objects == ["a.csv": Self.bytes] && time.waits.count == 2)
    }

    @Test(
        "an object that was stored although nobody said so is no failure",
        arguments: [
            .doesAndBreaks, .doesAndAnswers(500, "InternalError"), .doesAndAnswers(503, "SlowDown"),
            .doesAndAnswers(409, "ConditionalRequestConflict"), .doesAndAnswers(504, ""),
        ] as [ScriptedS3.Fault]
    )
    func stored(_ fault: ScriptedS3.Fault) async throws {
        let service = try ScriptedS3()
        defer { service.stop() }
        service.script(.put, fault)
        let archiver = try S3Bed.archiver(at: service)
        #expect(try await archiver.write(Self.bytes, to: "a.csv") != .conflict)
        #expect(service.objects == ["a.csv": Self.bytes])
        // Of two who wrote, whoever heard nothing is told whose object it is.
        service.script(.put, fault)
        #expect(try await archiver.write([1], to: "a.csv") == .conflict)
        #expect(service.objects == ["a.csv": Self.bytes])
    }

    @Test("a service that fails for long is given up after some tries, with waits that grow")
    func givesUp() async throws {
        let service = try ScriptedS3(chance: { _ in .answers(503, "SlowDown") })
        defer { service.stop() }
        let time = HastyClock()
        let archiver = try S3Bed.archiver(at: service, time: time)
        let error = await #expect(throws: ArchiveError.self) { try await archiver.write(Self.bytes, to: "a.csv") }
        #expect(error?.code == .unavailable && error?.advice == .later(after: nil))
        #expect(error?.message.contains("503 (“SlowDown: no”)") == true, "\(String(describing: error))")
        #expect(service.operations.count == S3Patience().attempts && time.waits == time.waits.sorted())
        let read = await #expect(throws: ArchiveError.self) { try await archiver.read("a.csv") }
        #expect(read?.code == .unavailable)
    }

    @Test("a service that cannot be reached is named, with what to check")
    func unreachable() async throws {
        let service = try ScriptedS3()
        service.stop()
        let time = HastyClock()
        let archiver = try S3Bed.archiver(at: service, time: time)
        let error = await #expect(throws: ArchiveError.self) { try await archiver.write(Self.bytes, to: "a.csv") }
        #expect(error?.code == .unavailable && error?.advice == .later(after: nil))
        #expect(error?.message.contains("\(service.origin.authority) cannot be reached (connection)") == true)
        #expect(error?.message.contains("Check the endpoint") == true && time.waits.count == S3Patience().attempts - 1)
    }

    @Test(
        "a body that is cut off, changed, or without its length is asked for again",
        arguments: [.truncates, .flips, .withoutLength, .breaks] as [ScriptedS3.Fault]
    )
    func wholeBodies(_ fault: ScriptedS3.Fault) async throws {
        let service = try ScriptedS3()
        defer { service.stop() }
        let archiver = try S3Bed.archiver(at: service)
        #expect(try await archiver.write(Self.bytes, to: "a.csv") == .written)
        service.script(.get, fault, fault)
        #expect(try await archiver.read("a.csv") == Self.bytes)
        // What is compared is whole as well.
        service.script(.get, fault)
        #expect(try await archiver.write(Self.bytes, to: "a.csv") == .alreadyThere)
    }

    @Test("an object that is never what its checksum says is corrupt")
    func corrupt() async throws {
        let service = try ScriptedS3(chance: { $0 == .get ? .flips : nil })
        defer { service.stop() }
        let archiver = try S3Bed.archiver(at: service)
        #expect(try await archiver.write(Self.bytes, to: "a.csv") == .written)
        let read = await #expect(throws: ArchiveError.self) { try await archiver.read("a.csv") }
        let written = await #expect(throws: ArchiveError.self) { try await archiver.write(Self.bytes, to: "a.csv") }
        for error in [read, written] {
            #expect(error?.code == .corrupt && error?.message.contains("checksum") == true)
        }
    }

    @Test("bytes that never arrive as they were sent are corrupt, and nothing is there")
    func corruptOnTheWay() async throws {
        let service = try ScriptedS3(chance: { $0 == .put ? .answers(400, "BadDigest") : nil })
        defer { service.stop() }
        let archiver = try S3Bed.archiver(at: service)
        let error = await #expect(throws: ArchiveError.self) { try await archiver.write(Self.bytes, to: "a.csv") }
        #expect(error?.code == .corrupt && service.objects.isEmpty)
    }

    @Test("only S3's own word says that an object is not there", arguments: ["NoSuchThing", "", "NoSuchBucket"])
    func absence(_ code: String) async throws {
        let service = try ScriptedS3(chance: { _ in .answers(404, code) })
        defer { service.stop() }
        let archiver = try S3Bed.archiver(at: service)
        await #expect(throws: ArchiveError.self) { try await archiver.read("a.csv") }
        let other = try ScriptedS3()
        defer { other.stop() }
        #expect(try await S3Bed.archiver(at: other).read("a.csv") == nil)
    }

    @Test("a list that is cut off or none is asked for again, and is never taken for an empty one")
    func lists() async throws {
        for listing in [S3Place.Listing.keys, .folders] {
            let service = try ScriptedS3()
            defer { service.stop() }
            for key in ["a/1.csv", "a/2.csv", "b.csv"] { service.put([1], at: key) }
            let archiver = try S3Bed.archiver(at: service, listing: listing)
            service.script(.list, .truncates, .answers(500, "InternalError"), .breaks)
            #expect(try await archiver.list(prefix: "", after: nil, limit: 2).elements == ["a/1.csv", "a/2.csv"])
            service.script(.list, .errsLate("InternalError"))
            #expect(try await archiver.list(prefix: "b", after: nil, limit: 2).elements == ["b.csv"])
        }
        let service = try ScriptedS3(chance: { _ in .errsLate("InternalError") })
        defer { service.stop() }
        let archiver = try S3Bed.archiver(at: service)
        let error = await #expect(throws: ArchiveError.self) {
            try await archiver.list(prefix: "", after: nil, limit: 2)
        }
        #expect(error?.code == .corrupt && error?.message.contains("no list of a bucket") == true)
    }

    @Test("a service that ignores the condition is found out with the first write, and nothing is changed by that")
    func ignoresConditions() async throws {
        let service = try ScriptedS3(ignoresConditions: true)
        defer { service.stop() }
        let archiver = try S3Bed.archiver(at: service)
        let error = await #expect(throws: ArchiveError.self) { try await archiver.write(Self.bytes, to: "a.csv") }
        #expect(error?.code == .other && error?.message.contains("ignores If-None-Match") == true)
        #expect(service.objects == ["a.csv": Self.bytes] && service.operations == [.put, .put])
        let honest = try ScriptedS3()
        defer { honest.stop() }
        let other = try S3Bed.archiver(at: honest)
        for key in ["a", "b", "c"] { #expect(try await other.write(Self.bytes, to: key) == .written) }
        #expect(honest.operations == [.put, .put, .put, .put], "it is tried once")
    }

    @Test("a write that is given up ends at once, and an upload is given back", arguments: [1 << 20, 4])
    func cancelled(_ partBytes: Int) async throws {
        let service = try ScriptedS3(chance: { [.put, .part].contains($0) ? .stalls : nil })
        defer { service.stop() }
        let archiver = try S3Bed.archiver(at: service, partBytes: partBytes)
        let task = Task { try await archiver.write(Self.bytes, to: "a.csv") }
        while !service.operations.contains(where: { $0 == .put || $0 == .part }) { await Task.yield() }
        task.cancel()
        let error = await #expect(throws: ArchiveError.self) { try await task.value }
        #expect(error?.code == .cancelled && service.objects.isEmpty && service.uploads == 0)
    }

    @Test("every promise of an archiver is kept while every fourth request fails", arguments: ArchiverPromises.all)
    func promises(_ promise: Promise<ArchiverHarness>) async throws {
        // Not those that hide what was done: whether an object was there before cannot be told then.
        let (reading, writing) = (Self.passing + [.truncates, .withoutLength], Self.passing + [Self.conflict])
        try await promise.check(
            ArchiverHarness {
                let random = RandomSource.seeded(2026)
                let service = try ScriptedS3(chance: { operation in
                    var random = random
                    let faults = [.get, .list].contains(operation) ? reading : writing
                    return Int.random(in: 0..<4, using: &random) == 0 ? faults.randomElement(using: &random) : nil
                })
                // Each request may fail, and none so often that it is given up.
                let patience = S3Patience(attempts: 60, total: .seconds(86_400))
                let make: @Sendable () throws -> S3Archiver = {
                    try S3Bed.archiver(at: service, partBytes: 9 << 20, patience: patience)
                }
                return TestedArchiver(try make(), reopen: { try make() }, dispose: { service.stop() })
            }
        )
    }
}
