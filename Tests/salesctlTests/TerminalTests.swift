import Foundation
import Testing

@testable import LocalShop

@Suite("What a terminal gets", .timeLimit(.minutes(15)))
struct TerminalTests {
    private static let escape = "\u{1B}"

    @Test("A terminal gets colours and the chart, and NO_COLOR, --no-color and TERM=dumb take the colours away")
    func colours() async throws {
        try await OpenShop.with { shop in
            shop.setPrice(49_99, of: 6)
            try await Sandbox.with(allowing: shop) { home in
                let tracked = try await home.salesctl("track", shop.page(6), "--below", "40")
                #expect(tracked.status == 0)
                let plain = [["NO_COLOR": "1"], ["TERM": "dumb"]]
                for environment in [["TERM": "xterm"]] + plain {
                    let terminal = try PseudoTerminal()
                    let program = try await home.start("show", "1", environment: environment, output: terminal.device)
                    let run = try await program.end()
                    let text = terminal.text()
                    #expect(run.status == 0 && text.contains("£49.99"), "\(text)")
                    #expect(text.contains(Self.escape) == !plain.contains(environment), "\(environment)")
                }
                let terminal = try PseudoTerminal()
                let program = try await home.start("show", "1", "--no-color", output: terminal.device)
                let run = try await program.end()
                #expect(run.status == 0 && !terminal.text().contains(Self.escape))
            }
        }
    }

    @Test("A pipe gets no colours")
    func pipe() async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                for command in [["track", shop.page(6)], ["list"], ["show", "1"], ["history", "1"], ["check", "1"]] {
                    let run = try await home.salesctl(command, environment: ["TERM": "xterm"])
                    #expect(run.status == 0 && !(run.output + run.errors).contains(Self.escape))
                }
            }
        }
    }
}
