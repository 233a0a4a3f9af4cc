import Foundation
import Testing

/// A person's home for the length of one test: a folder, a store in it, and settings that suit a fast test.
struct Sandbox: Sendable {
    /// Stands in for every secret; it must never be seen.
    static let secret = "canary-6c1f0be2"

    let folder: URL
    private let environment: [String: String]

    /// Makes a home for a test and takes it away afterwards.
    static func with(allowing shop: OpenShop? = nil, _ body: (Sandbox) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("salesctl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(Sandbox(folder: folder, shop: shop))
    }

    private init(folder: URL, shop: OpenShop?) {
        self.folder = folder
        var environment = [
            "PATH": "/usr/bin:/bin", "HOME": folder.path,
            "XDG_DATA_HOME": folder.path + "/data", "XDG_CONFIG_HOME": folder.path + "/config",
            "SALES_STORE": "sqlite:\(folder.path)/prices.sqlite",
            "SALES_HOSTS_DEFAULT_RATE": "1000", "SALES_HOSTS_DEFAULT_BURST": "1000",
            "SALES_CHECKS_CONFIRM_AFTER": "50ms", "SALES_CHECKS_CONFIRM_WITHIN": "100ms",
            "SALES_NOTIFY_SMTP_HOST": "mail.example.com", "SALES_NOTIFY_EMAIL_TO": "me@example.com",
            "SALES_NOTIFY_SMTP_USERNAME": "me", "SALES_NOTIFY_SMTP_PASSWORD": Self.secret,
            "SALES_NOTIFY_WEBHOOK_URL": "https://hooks.example.com/\(Self.secret)",
        ]
        if let shop { environment["SALES_ALLOW_ADDRESSES"] = "127.0.0.1:\(shop.port)" }
        self.environment = environment
        // An empty file is an empty store: commands that only read make none themselves.
        _ = FileManager.default.createFile(atPath: folder.path + "/prices.sqlite", contents: nil)
    }

    /// The store's file.
    var storePath: String { folder.path + "/prices.sqlite" }

    /// Writes a file and gives its path back.
    func file(_ name: String, _ text: String) throws -> String {
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// The home's variables with others in place of them; an empty one is not set at all.
    private func settings(_ others: [String: String]) -> [String: String] {
        environment.merging(others) { $1 }.filter { !$0.value.isEmpty }
    }

    /// Makes sure that nothing is tracked.
    func expectNothingTracked(_ location: SourceLocation = #_sourceLocation) async throws {
        guard FileManager.default.fileExists(atPath: storePath) else { return }
        let products = try await products()
        #expect(products.isEmpty, sourceLocation: location)
    }

    /// Runs salesctl to its end, and makes sure that it told no secret.
    func salesctl(
        _ arguments: String...,
        input: String = "",
        environment: [String: String] = [:]
    ) async throws -> ProgramRun {
        try await salesctl(arguments, input: input, environment: environment)
    }

    /// Runs salesctl to its end, and makes sure that it told no secret.
    func salesctl(
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:]
    ) async throws -> ProgramRun {
        let run = try await BuiltProgram.run(
            arguments,
            input: input,
            environment: settings(environment),
            folder: folder
        )
        #expect(!run.output.contains(Self.secret) && !run.errors.contains(Self.secret), "A secret was told.")
        return run
    }

    /// Starts a salesctl that runs until it is told to end, or that writes elsewhere than into a file.
    func start(
        _ arguments: String...,
        environment: [String: String] = [:],
        output: FileHandle? = nil
    ) async throws -> StartedProgram {
        try await start(arguments, environment: environment, output: output)
    }

    /// Starts a salesctl that runs until it is told to end, or that writes elsewhere than into a file.
    func start(
        _ arguments: [String],
        environment: [String: String] = [:],
        output: FileHandle? = nil
    ) async throws -> StartedProgram {
        try await StartedProgram(
            arguments,
            input: "",
            environment: settings(environment),
            folder: folder,
            output: output
        )
    }

    /// Whether nothing was ever written to the store.
    func hasUntouchedStore() throws -> Bool {
        try Data(contentsOf: URL(fileURLWithPath: storePath)).isEmpty
    }

    /// What is tracked, followed or not.
    func products(store: String? = nil) async throws -> [ProductRecord] {
        let run = try await salesctl(["list", "--all", "--format", "json"] + (store.map { ["--store", $0] } ?? []))
        #expect(run.status == 0 && run.errors.isEmpty)
        return try run.json()
    }
}
