import SalesTesting
import Synchronization

/// A mail server that answers each command as told, and what it heard.
final class MailDialogue: Sendable {
    let heard = Mutex<[String]>([])
    let replies: [String: String]
    /// In place of the verdict: none comes.
    static let silence = "silence"

    init(_ replies: [String: String] = [:]) { self.replies = replies }

    func serve(_ connection: ScriptedConnection) {
        connection.send(replies["greeting"] ?? "220 mail.example ready\r\n")
        while let line = connection.readLine() {
            heard.withLock { $0.append(line) }
            let command = String(line.prefix(4)).uppercased()
            if command == "DATA", replies["DATA"] == nil {
                connection.send("354 go on\r\n")
                while let text = connection.readLine(), text != "." { heard.withLock { $0.append("| \(text)") } }
                if replies["end"] == Self.silence {
                    heard.withLock { $0.append(Self.silence) }
                    while connection.readLine() != nil {}
                    return
                }
                let end = replies["end"] ?? "250 2.0.0 queued as 42\r\n"
                guard !end.isEmpty else { return }
                connection.send(end)
            } else if command == "EHLO" {
                connection.send(replies["EHLO"] ?? "250-mail.example\r\n250 8BITMIME\r\n")
            } else if command == "QUIT" {
                connection.send("221 bye\r\n")
                return
            } else {
                let reply = replies[command] ?? "250 ok\r\n"
                guard !reply.isEmpty else { return }
                connection.send(reply)
                if reply.hasPrefix("421") { return }
            }
        }
    }

    /// What it heard that begins so.
    func lines(_ start: String) -> [String] { heard.withLock { $0.filter { $0.hasPrefix(start) } } }
}
