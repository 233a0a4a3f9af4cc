import Foundation
import SalesCore
import SalesTesting
import Testing

@testable import SalesAWS

@Suite("Objects that go to S3 in parts", .timeLimit(.minutes(10)))
struct S3UploadTests {
    private static let bytes = Array("day,price\r\n".utf8)

    private func archiver(_ service: ScriptedS3, time: any TimeSource = HastyClock()) throws -> S3Archiver {
        try S3Bed.archiver(at: service, partBytes: 4, time: time)
    }

    @Test("an object is looked for, begun, sent in order, and put together under the condition")
    func steps() async throws {
        let service = try ScriptedS3()
        defer { service.stop() }
        #expect(try await archiver(service).write(Self.bytes, to: "a.csv") == .written)
        #expect(service.operations == [.get, .create, .part, .part, .part, .complete])
        #expect(service.objects == ["a.csv": Self.bytes] && service.uploads == 0)
        #expect(service.requests.last?.field("If-None-Match") == "*")
        #expect(service.requests.filter { $0.method == "PUT" }.allSatisfy { $0.field("If-None-Match") == nil })
        #expect(try await archiver(service).write(Self.bytes, to: "a.csv") == .alreadyThere)
        #expect(try await archiver(service).write(Self.bytes + [0], to: "a.csv") == .conflict)
        #expect(service.operations.suffix(2) == [.get, .get], "nothing is sent for nothing")
    }

    @Test("what may pass is tried again at every step", arguments: S3FaultTests.passing)
    func passes(_ fault: ScriptedS3.Fault) async throws {
        let service = try ScriptedS3()
        defer { service.stop() }
        for operation in [ScriptedS3.Operation.get, .create, .part, .complete] {
            service.script(operation, fault, nil, fault)
        }
        #expect(try await archiver(service).write(Self.bytes, to: "a.csv") == .written)
        #expect(service.objects == ["a.csv": Self.bytes] && service.uploads == 0)
    }

    @Test("an object that was put together although nobody said so is no failure")
    func lostAnswer() async throws {
        for fault in [ScriptedS3.Fault.doesAndBreaks, .doesAndAnswers(500, "InternalError")] {
            let service = try ScriptedS3()
            defer { service.stop() }
            service.script(.complete, fault)
            #expect(try await archiver(service).write(Self.bytes, to: "a.csv") != .conflict)
            #expect(service.objects == ["a.csv": Self.bytes] && service.uploads == 0)
        }
    }

    @Test("an error that comes with 200 is an error")
    func lateErrors() async throws {
        let service = try ScriptedS3()
        defer { service.stop() }
        service.script(.complete, .errsLate("InternalError"), .errsLate("SlowDown"))
        #expect(try await archiver(service).write(Self.bytes, to: "a.csv") == .written)
        service.script(.complete, .errsLate("AccessDenied"))
        let error = await #expect(throws: ArchiveError.self) {
            try await archiver(service).write(Self.bytes, to: "b.csv")
        }
        #expect(error?.code == .denied && service.objects == ["a.csv": Self.bytes] && service.uploads == 0)
    }

    @Test(
        "an upload that met another or is gone is begun anew, and the first is given back",
        arguments: [
            .answers(409, "ConditionalRequestConflict"), .errsLate("ConditionalRequestConflict"),
            .answers(404, "NoSuchUpload"), .answers(412, "PreconditionFailed"),
        ] as [ScriptedS3.Fault]
    )
    func anew(_ fault: ScriptedS3.Fault) async throws {
        let service = try ScriptedS3()
        defer { service.stop() }
        service.script(.complete, fault)
        #expect(try await archiver(service).write(Self.bytes, to: "a.csv") == .written)
        #expect(service.operations.filter { $0 == .create }.count == 2)
        #expect(service.objects == ["a.csv": Self.bytes] && service.uploads == 0)
    }

    @Test("an upload that is never put together is given up after some tries, and none is left")
    func never() async throws {
        let service = try ScriptedS3(chance: { $0 == .complete ? .answers(409, "ConditionalRequestConflict") : nil })
        defer { service.stop() }
        let error = await #expect(throws: ArchiveError.self) {
            try await archiver(service).write(Self.bytes, to: "a.csv")
        }
        #expect(error?.code == .unavailable && error?.advice == .later(after: nil))
        #expect(service.operations.filter { $0 == .create }.count == S3Patience().attempts && service.uploads == 0)
    }

    @Test("where somebody else was faster, what is there is compared, and the upload given back")
    func taken() async throws {
        for (present, expected) in [(Self.bytes, ArchiveWrite.alreadyThere), ([1], .conflict)] {
            let service = try ScriptedS3()
            defer { service.stop() }
            // Seen only after it was looked for.
            service.script(.get, .answers(404, "NoSuchKey"))
            service.put(present, at: "a.csv")
            #expect(try await archiver(service).write(Self.bytes, to: "a.csv") == expected)
            #expect(service.objects == ["a.csv": present] && service.uploads == 0)
        }
    }

    @Test(
        "an upload of which a step is refused for good is given back",
        arguments: [ScriptedS3.Operation.part, .complete]
    )
    func refused(_ operation: ScriptedS3.Operation) async throws {
        let service = try ScriptedS3()
        defer { service.stop() }
        service.script(operation, .answers(403, "AccessDenied"))
        let error = await #expect(throws: ArchiveError.self) {
            try await archiver(service).write(Self.bytes, to: "a.csv")
        }
        #expect(error?.code == .denied && service.uploads == 0 && service.operations.last == .abort)
        // That nothing can be given back hides nothing.
        service.script(operation, .answers(403, "AccessDenied"))
        service.script(.abort, .breaks)
        let second = await #expect(throws: ArchiveError.self) {
            try await archiver(service).write(Self.bytes, to: "b.csv")
        }
        #expect(second?.code == .denied && service.uploads == 1)
    }
}
