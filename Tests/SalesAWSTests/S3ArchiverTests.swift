import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import SeaweedServer
import Testing

@testable import SalesAWS

@Suite("An archive at an S3 service that checks signatures", .timeLimit(.minutes(10)))
struct S3ArchiverTests {
    private static let key = "prices/date=2026-11-24/part-00000.csv"
    private static let bytes = Array("day,price\r\n".utf8)

    /// 12 MiB and a little, which are three parts of the least size.
    private static let large: [UInt8] = {
        var bytes: [UInt8] = []
        for number in 0..<UInt8(193) { bytes += [UInt8](repeating: number, count: 1 << 16) }
        return bytes + [1, 2, 3]
    }()

    @Test("what goes in parts is one object, and no upload is left")
    func parts() async throws {
        let place = try await S3Bed.place(prefix: SeaweedServer.makePrefix())
        let archiver = try S3Bed.archiver(in: place)
        #expect(try await archiver.write(Self.large, to: Self.key) == .written)
        #expect(try await archiver.read(Self.key) == Self.large)
        #expect(try await archiver.write(Self.large, to: Self.key) == .alreadyThere)
        #expect(try await archiver.write(Self.large.reversed(), to: Self.key) == .conflict)
        #expect(try await uploads(in: place) == [])
    }

    @Test("of several who write one large key at once, one writes it whole, and no upload is left")
    func race() async throws {
        let place = try await S3Bed.place(prefix: SeaweedServer.makePrefix())
        let answers = try await withThrowingTaskGroup(of: ArchiveWrite.self) { group in
            for number in 0..<3 {
                group.addTask {
                    var bytes = Self.large
                    bytes[0] = UInt8(number)
                    // As it is without options: this service does not keep two completions apart.
                    return try await S3Bed.archiver(in: place, options: .init()).write(bytes, to: Self.key)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(
            answers.filter { $0 == .written }.count == 1 && answers.filter { $0 == .conflict }.count == 2,
            "\(answers)"
        )
        #expect(try await S3Bed.archiver(in: place).read(Self.key)?.count == Self.large.count)
        #expect(try await uploads(in: place) == [])
    }

    @Test("an upload that is given up is given back")
    func abandoned() async throws {
        let place = try await S3Bed.place(prefix: SeaweedServer.makePrefix())
        let archiver = try S3Bed.archiver(in: place)
        let task = Task { try await archiver.write(Self.large, to: Self.key) }
        // As soon as there is something to give back.
        while try await uploads(in: place).isEmpty, try await archiver.read(Self.key) == nil { await Task.yield() }
        task.cancel()
        let result = await task.result
        let found = try await archiver.read(Self.key)
        switch result {
        case .success: #expect(found == Self.large)
        case .failure(let error): #expect((error as? ArchiveError)?.code == .cancelled && found == nil, "\(error)")
        }
        #expect(try await uploads(in: place) == [])
        #expect(try await archiver.write(Self.large, to: Self.key) != .conflict)
    }

    @Test("archives in one bucket do not see each other, nor what others keep there")
    func prefixes() async throws {
        let prefix = SeaweedServer.makePrefix()
        let one = try await S3Bed.place(prefix: prefix + "one")
        let other = try await S3Bed.place(prefix: prefix + "two/")
        #expect(one.prefix == "\(prefix)one/")
        _ = try await S3Bed.archiver(in: one).write(Self.bytes, to: "a/b.csv")
        _ = try await S3Bed.archiver(in: other).write([2], to: "a/b.csv")
        for name in ["Read me.txt", "a/B.csv", "a/c d", "ünï/c.csv", "a+b/c", "a&b"] {
            try await put(name, in: one)
        }
        let archiver = try S3Bed.archiver(in: one)
        #expect(try await archiver.list(prefix: "", after: nil, limit: 10).elements == ["a/b.csv"])
        #expect(try await archiver.read("a/b.csv") == Self.bytes)
        #expect(try await S3Bed.archiver(in: other).read("a/b.csv") == [2])
    }

    @Test("a service that lists in an order of its own is told where it should list in the order of bytes")
    func disorder() async throws {
        let prefix = SeaweedServer.makePrefix()
        let folders = try S3Bed.archiver(in: try await S3Bed.place(prefix: prefix))
        for key in ["a-1", "a/1", "b"] { _ = try await folders.write(Self.bytes, to: key) }
        #expect(try await folders.list(prefix: "", after: nil, limit: 10).elements == ["a-1", "a/1", "b"])
        let keys = try S3Bed.archiver(in: try await S3Bed.place(prefix: prefix, listing: .keys))
        let error = await #expect(throws: ArchiveError.self) { try await keys.list(prefix: "", after: nil, limit: 10) }
        #expect(error?.code == .other && error?.message.contains("Set the listing to folders") == true)
        // Where no folder's name goes on with a sign before the slash, any order is that of bytes.
        #expect(try await keys.list(prefix: "a/", after: nil, limit: 10).elements == ["a/1"])
    }

    @Test("who may only read reads, and is told what is missing to write")
    func reader() async throws {
        let place = try await S3Bed.place(prefix: SeaweedServer.makePrefix())
        _ = try await S3Bed.archiver(in: place).write(Self.bytes, to: "a.csv")
        let archiver = try S3Bed.archiver(in: place, as: SeaweedServer.reader)
        #expect(try await archiver.read("a.csv") == Self.bytes)
        #expect(try await archiver.list(prefix: "", after: nil, limit: 10).elements == ["a.csv"])
        let error = await #expect(throws: ArchiveError.self) { try await archiver.write(Self.bytes, to: "b.csv") }
        #expect(error?.code == .denied && error?.message.contains("s3:PutObject") == true)
    }

    @Test("wrong keys are told apart from wrong secrets, and neither is told")
    func wrongKeys() async throws {
        let place = try await S3Bed.place(prefix: SeaweedServer.makePrefix())
        let unknown = S3Bed.client(
            try #require(AWSCredentials(accessKeyID: "AKIDNOBODY", secretAccessKey: "nobody-canary"))
        )
        let wrong = S3Bed.client(
            try #require(AWSCredentials(accessKeyID: SeaweedServer.archivist.key, secretAccessKey: "wrong-canary"))
        )
        let expected = [(unknown, "does not know the access key"), (wrong, "is not the one of the access key")]
        for (client, words) in expected {
            let archiver = S3Archiver(in: place, client: client)
            let errors = [
                await #expect(throws: ArchiveError.self) { _ = try await archiver.write(Self.bytes, to: "a") },
                await #expect(throws: ArchiveError.self) { _ = try await archiver.read("a") },
                await #expect(throws: ArchiveError.self) {
                    _ = try await archiver.list(prefix: "", after: nil, limit: 1)
                },
            ]
            for error in errors {
                #expect(error?.code == .denied && error?.advice == .never, "\(String(describing: error))")
                #expect(error?.message.contains(words) == true, "\(String(describing: error))")
                #expect(error.map { "\($0)".contains("canary") } == false)
            }
        }
    }

    @Test("a bucket that is not there is named, and is no archive without objects")
    func noBucket() async throws {
        let place = try await S3Bed.place(prefix: "", bucket: "no-such-bucket")
        let archiver = try S3Bed.archiver(in: place, as: SeaweedServer.archivist)
        let errors = [
            await #expect(throws: ArchiveError.self) { _ = try await archiver.read("a") },
            await #expect(throws: ArchiveError.self) { _ = try await archiver.list(prefix: "", after: nil, limit: 1) },
        ]
        for error in errors {
            #expect(error?.code == .unavailable && error?.advice == .never)
            #expect(error?.message.contains("There is no bucket no-such-bucket at 127.0.0.1:") == true)
        }
    }

    @Test(
        "a clock that is wrong is told, and by how much",
        arguments: [(-3_600, "minutes behind"), (7_200, "minutes ahead of")] as [(Int64, String)]
    )
    func skew(_ seconds: Int64, _ words: String) async throws {
        let place = try await S3Bed.place(prefix: SeaweedServer.makePrefix())
        let time = ManualClock(now: SystemTime().now + .seconds(seconds))
        let archiver = try S3Bed.archiver(in: place, time: time)
        let error = await #expect(throws: ArchiveError.self) { try await archiver.read("a") }
        #expect(error?.code == .denied && error?.message.contains("Set the clock") == true)
        #expect(error?.message.contains(words) == true, "\(String(describing: error))")
    }

    // MARK: Beside the archiver

    /// Writes an object of somebody else's.
    private func put(_ name: String, in place: S3Place) async throws {
        let url = try #require(place.url(of: name))
        let request = AWSRequest(.put, url, fields: [.contentType: "text/plain"], body: Array("theirs".utf8))
        let signer = RequestSigner(service: "s3", region: S3Bed.region)
        let response = try await S3Bed.client(SeaweedServer.archivist).send(request, signedBy: signer)
        #expect(response.status.code == 200, "\(name): \(String(decoding: response.body, as: UTF8.self))")
    }

    /// The keys of uploads that are begun, of this place alone.
    private func uploads(in place: S3Place) async throws -> [String] {
        let url = try #require(place.url([("uploads", "")]))
        let signer = RequestSigner(service: "s3", region: S3Bed.region)
        let response = try await S3Bed.client(SeaweedServer.archivist).send(AWSRequest(.get, url), signedBy: signer)
        let elements = try #require(XMLElements.read(response.body))
        return elements.texts.filter { $0.path.hasSuffix("Upload/Key") && $0.text.hasPrefix(place.prefix) }.map(\.text)
    }
}
