import Foundation
import SalesCore
import SalesTesting
import Synchronization
import Testing

@testable import SalesNotify

@Suite("The console")
struct ConsoleNotifierTests {
    @Test(
        "keeps every promise of a notifier that a stream can keep",
        arguments: NotifierPromises.all.without(.faultyCarrier, .identifier, .address)
    )
    func promise(_ promise: Promise<NotifierHarness>) async throws {
        try await promise.check(
            NotifierHarness { _ in
                let lines = Lines()
                return TestedNotifier(
                    ConsoleNotifier { line in lines.all.withLock { $0.append(line) } },
                    recipient: Sample.user(1),
                    deliveries: {
                        lines.all.withLock { $0 }.map { line in
                            let count = line.unicodeScalars.count { $0.properties.generalCategory == .control }
                            return CarrierDelivery(
                                identifier: nil,
                                recipients: ["stream"],
                                parts: ["\(count) control characters"],
                                content: line
                            )
                        }
                    }
                )
            }
        )
    }

    @Test("writes subject and URL in one line")
    func line() async throws {
        let lines = Lines()
        let notifier = ConsoleNotifier { line in lines.all.withLock { $0.append(line) } }
        _ = try await notifier.send(Sample.message(to: Sample.user(1)))
        #expect(lines.all.withLock { $0 } == ["Kettle 1 is £39.99  https://shop.example/products/1"])
    }

    @Test("says why a line could not be written, and advises another try")
    func unwritable() async throws {
        struct Full: Error, CustomStringConvertible { let description = "the disk\nis full" }
        let error = await #expect(throws: NotifyError.self) {
            try await ConsoleNotifier { _ in throw Full() }.send(Sample.message(to: Sample.user(1)))
        }
        #expect(error?.advice == .later(after: nil))
        #expect(error?.message == "The line could not be written: the disk is full.")
    }

    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }
}

@Suite("The desktop")
struct DesktopNotifierTests {
    /// Writes down how many arguments it got, and each of them, ended by NUL.
    private static let recorder = """
        #!/bin/sh
        printf '%s\\0' "$#" "$@" >> "$0.calls"

        """

    @Test(
        "keeps every promise of a notifier that a screen can keep",
        arguments: NotifierPromises.all.without(.faultyCarrier, .identifier, .address)
    )
    func promise(_ promise: Promise<NotifierHarness>) async throws {
        try await promise.check(
            NotifierHarness { _ in
                let folder = try TemporaryFolder()
                let program = try folder.script("notify-send", Self.recorder)
                return TestedNotifier(
                    DesktopNotifier(program: program, deadline: .seconds(20)),
                    recipient: Sample.user(1),
                    deliveries: { try Self.calls(program).map(CarrierDelivery.init) },
                    dispose: { withExtendedLifetime(folder) {} }
                )
            }
        )
    }

    @Test("gives the program its texts behind --, the body escaped")
    func arguments() {
        var message = Sample.message(to: Sample.user(1))
        message.subject = "-i\nx"
        message.short = "<b>1 & 2</b>"
        #expect(
            DesktopNotifier.arguments(for: message)
                == ["--app-name=Sales Tracker", "--", "-i x", "&lt;b&gt;1 &amp; 2&lt;/b&gt;"]
        )
    }

    @Test("says what to install where the program is missing")
    func missing() async throws {
        let error = await #expect(throws: NotifyError.self) {
            try await DesktopNotifier(program: "/nowhere/notify-send").send(Sample.message(to: Sample.user(1)))
        }
        #expect(error?.code == .notConfigured && error?.advice == .never)
        #expect(error?.message.contains("apt install libnotify-bin") == true)
    }

    @Test("repeats what the program says where there is no desktop session")
    func noSession() async throws {
        let folder = try TemporaryFolder()
        let program = try folder.script("notify-send", "#!/bin/sh\necho 'Cannot autolaunch D-Bus' >&2\nexit 1\n")
        let error = await #expect(throws: NotifyError.self) {
            try await DesktopNotifier(program: program).send(Sample.message(to: Sample.user(1)))
        }
        #expect(error?.code == .notConfigured && error?.advice == .later(after: nil))
        #expect(error?.message.contains("status 1 (“Cannot autolaunch D-Bus”)") == true)
    }

    @Test("stops a program that does not end, and one that will not be stopped")
    func timeout() async throws {
        for trap in ["", "trap '' TERM\n"] {
            let folder = try TemporaryFolder()
            let program = try folder.script("notify-send", "#!/bin/sh\n\(trap)while :; do sleep 1; done\n")
            let error = await #expect(throws: NotifyError.self) {
                try await DesktopNotifier(program: program, deadline: .milliseconds(50))
                    .send(Sample.message(to: Sample.user(1)))
            }
            #expect(error?.code == .unavailable && error?.advice == .later(after: nil))
        }
    }

    @Test("stops the program when the task is cancelled")
    func cancelled() async throws {
        let folder = try TemporaryFolder()
        let program = try folder.script("notify-send", "#!/bin/sh\n: > \"$0.started\"\nwhile :; do sleep 1; done\n")
        let task = Task {
            try await DesktopNotifier(program: program, deadline: .seconds(20)).send(Sample.message(to: Sample.user(1)))
        }
        while !FileManager.default.fileExists(atPath: program + ".started") { await Task.yield() }
        task.cancel()
        let error = await #expect(throws: NotifyError.self) { try await task.value }
        #expect(error?.code == .cancelled)
    }

    private static func calls(_ program: String) throws -> [[String]] {
        let data = FileManager.default.contents(atPath: program + ".calls") ?? Data()
        var rest = data.split(separator: 0, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }[...]
        var calls: [[String]] = []
        while let count = rest.popFirst().flatMap({ Int($0) }) {
            calls.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return calls
    }
}

extension CarrierDelivery {
    /// A call of the program: two texts behind `--`, whatever they say.
    fileprivate init(_ call: [String]) {
        let texts = call.drop { $0 != "--" }.dropFirst()
        self.init(
            identifier: nil,
            recipients: ["screen"],
            parts: call.prefix { $0 != "--" } + ["\(texts.count) texts"],
            content: texts.joined(separator: "\n").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
        )
    }
}
