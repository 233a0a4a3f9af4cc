import Foundation
import GRDB
import SalesCompression
import SalesCore
import Testing

@Suite("What an archive holds of people", .timeLimit(.minutes(15)))
struct ArchivePrivacyTests {
    @Test(
        "is not one byte that names a person, nor do its logs, and its files are for this user alone",
        arguments: ArchiveCoding.allCases
    )
    func nothing(_ coding: ArchiveCoding) async throws {
        try await Sandbox.with { home in
            let folder = home.folder.path + "/archive"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            let past = try home.file("past.jsonl", try TransferLine.text(AwkwardPast(seed: 7, rows: 200).early))
            let taken = try await home.salesctl("import", past)
            try #require(taken.status == 0, "\(taken.errors)")
            let people = try await CanaryPeople(in: home.storePath)
            // That they would be seen: each is in the store, and nothing of them was put elsewhere.
            let store = try Self.bytes(of: home.folder, files: ["prices.sqlite", "prices.sqlite-wal"])
            #expect(people.canaries.allSatisfy { store.range(of: Data($0.utf8)) != nil })

            var said = ""
            let settings = [
                "SALES_ARCHIVE_CODING": coding.rawValue, "AWS_ACCESS_KEY_ID": Sandbox.secret,
                "AWS_SECRET_ACCESS_KEY": Sandbox.secret,
            ]
            for command in [
                ["archive", "run", "--dry-run"], ["archive", "run"], ["archive", "run"], ["archive", "verify"],
                ["archive", "ls"], ["archive", "restore", "--day", "2025-11-24"], ["history", "1", "--full"],
            ] {
                let words = command + ["--to", "file:\(folder)", "-vv"]
                let run = try await home.salesctl(words, environment: settings)
                #expect(run.status == 0, "\(run.errors)")
                said += run.output + run.errors
            }
            let status = try await home.salesctl(["archive", "status", "-vv"], environment: settings)
            said += status.output + status.errors
            #expect(said.contains("Day verified"), "the log is the one that says most")

            let objects = try Self.objects(in: folder, coding)
            #expect(objects.count == 1 + AwkwardPast.days.count * 5)
            // That what is looked through is what was written.
            #expect(objects.contains { $0.text.range(of: Data("https://shop.example/kettle".utf8)) != nil })
            let pseudonym = try await people.pseudonym(in: home.storePath)
            #expect(objects.contains { $0.text.range(of: Data(pseudonym.utf8)) != nil })
            for canary in people.canaries + [Sandbox.secret] {
                #expect(!said.contains(canary), "\(canary) is in what was said")
                for object in objects {
                    #expect(object.bytes.range(of: Data(canary.utf8)) == nil, "\(object.key) has \(canary)")
                    #expect(object.text.range(of: Data(canary.utf8)) == nil, "\(object.key) has \(canary)")
                }
            }
        }
    }

    private struct Object {
        let key: String
        /// As it is stored.
        let bytes: Data
        /// As it was before it was packed.
        let text: Data
    }

    /// All objects, each of which must be this user's alone.
    private static func objects(in folder: String, _ coding: ArchiveCoding) throws -> [Object] {
        let files = FileManager.default
        var objects: [Object] = []
        for key in files.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
            let path = "\(folder)/\(key)"
            let attributes = try files.attributesOfItem(atPath: path)
            let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
            #expect(attributes[.posixPermissions] as? Int == (isFolder ? 0o700 : 0o600), "\(key)")
            guard !isFolder else { continue }
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            let packing = key.hasSuffix(".json") ? ArchiveCoding.none : coding
            let text = try ObjectPacker().unpack(Array(bytes), as: packing, limit: 1 << 24)
            objects.append(Object(key: key, bytes: bytes, text: Data(text)))
        }
        return objects
    }

    private static func bytes(of folder: URL, files: [String]) throws -> Data {
        files.reduce(into: Data()) { all, file in
            all += FileManager.default.contents(atPath: folder.appendingPathComponent(file).path) ?? Data()
        }
    }
}

/// Somebody of whom all that a store keeps of people is there, with a word of its own in every text.
private struct CanaryPeople {
    /// What must be nowhere else.
    let canaries: [String]

    /// Texts that look like what they are; all others are the canary of their column.
    private static let known = [
        "users.email": "anneliese.quill-7f3a@mail.example", "users.first_name": "Anneliese-7f3a",
        "users.last_name": "Quillfeather-7f3a", "users.phone": "+442079467031",
        "quotas.name": "sign-up 203.0.113.77", "letters.address": "anneliese.letters-7f3a@mail.example",
        "tokens.address": "+442079467032", "tokens.hash": String(repeating: "7f3ac0de", count: 8),
        "suppressions.digest": String(repeating: "7f3ad16e", count: 8),
    ]

    /// Fills each table that keeps something of people with a row, by the list of what is kept of them; what people
    /// follow is in the archive on purpose, and stays as it is.
    init(in path: String) async throws {
        let columns = try KeptOfPeople().expected(in: "sqlite").filter { $0.contains(".") }
        let tables = Set(columns.compactMap { $0.split(separator: ".").first.map(String.init) })
            .subtracting(["user_preferences", "pseudonyms", "erased_users"])
        canaries = try await DatabaseQueue(path: path).write { db in
            var canaries: [String] = []
            // People before those who refer to them.
            for table in ["users"] + tables.subtracting(["users"]).sorted() { canaries += try Self.fill(table, db) }
            return canaries + ["anneliese", "Quillfeather", "2079467031", "203.0.113.77"]
        }
    }

    /// Adds a row with a canary in each of its texts; answers these.
    private static func fill(_ table: String, _ db: Database) throws -> [String] {
        var names: [String] = []
        var values: [(any DatabaseValueConvertible)?] = []
        var canaries: [String] = []
        for column in try db.columns(in: table) {
            // Numbered by the store.
            if column.type == "INTEGER", ["id", "number"].contains(column.name) { continue }
            names.append(column.name)
            let name = "\(table).\(column.name)"
            if column.type == "TEXT" {
                let canary = known[name] ?? "canary-7f3a-\(table)-\(column.name)"
                canaries.append(canary)
                values.append(canary)
            } else if column.type == "BLOB" {
                let canary = "canary-7f3a-\(table)-\(column.name)"
                canaries.append(canary)
                values.append(Data(canary.utf8))
            } else if column.name == "user_id" {
                // The local user.
                values.append(1)
            } else {
                // A moment of now, so that nothing is old enough to be forgotten meanwhile.
                values.append(SystemTime().now.milliseconds)
            }
        }
        let marks = values.map { _ in "?" }.joined(separator: ", ")
        try db.execute(
            sql: "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(marks))",
            arguments: StatementArguments(values)
        )
        return canaries
    }

    /// What the archive calls the local user.
    func pseudonym(in path: String) async throws -> String {
        let found = try await DatabaseQueue(path: path).read { db in
            try String.fetchOne(db, sql: "SELECT pseudonym FROM pseudonyms WHERE user_id = 1")
        }
        return try #require(found)
    }
}
