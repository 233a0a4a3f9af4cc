import ArgumentParser
import Foundation

/// The `localshop` program.
@main
struct LocalShopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "localshop",
        abstract:
            "A pretend shop on the loopback interface, whose prices, stock and faults can be changed while it runs.",
        discussion: """
            Prints one line of JSON, {"url":"http://127.0.0.1:PORT","pid":N}, when it is ready, and nothing else. \
            GET /control says how to change prices and cause faults. It ends on SIGINT or SIGTERM.

            Example: localshop --port 8080 --products 200
            """
    )

    @Option(help: "The port on 127.0.0.1; 0 takes a free one.")
    var port: UInt16 = 0

    @Option(help: "How many products the shop sells, 1 to \(Catalogue.productLimit).")
    var products = 20

    @Option(help: "Another number makes other products and prices; the same number the same ones.")
    var seed: UInt64 = 1

    @Flag(help: "End when standard input ends, so that no shop outlives the program that started it.")
    var untilEof = false

    func validate() throws {
        guard (1...Catalogue.productLimit).contains(products) else {
            throw ValidationError("--products has to be 1 to \(Catalogue.productLimit); it is \(products).")
        }
    }

    func run() async throws {
        // Before the line that says "ready": a signal sent upon it must find its handler.
        let ending = EndOfService(atEndOfInput: untilEof)
        OpenFiles.raiseLimit()
        let shop = Shop(count: products, seed: seed) { Int64(Date().timeIntervalSince1970 * 1000) }
        let server = try await ShopServer.start(shop, port: port)
        let ready = "{\"url\":\"\(server.url)\",\"pid\":\(ProcessInfo.processInfo.processIdentifier)}\n"
        // FileHandle writes at once; print would wait in a buffer when standard output is a pipe.
        try FileHandle.standardOutput.write(contentsOf: Data(ready.utf8))
        let end = ending.end
        let stopped = Task {
            await server.wait()
            end()
        }
        await ending.wait()
        await server.stop()
        stopped.cancel()
    }
}
