import Foundation
import Synchronization

/// One connection that a ``ScriptedServer`` accepted, read and written with blocking calls on a thread of its own.
public final class ScriptedConnection: Sendable {
    /// Which connection of the server it is, from 1.
    public let number: Int
    private let descriptor: Int32
    private let unread = Mutex<[UInt8]>([])

    init(number: Int, descriptor: Int32) {
        self.number = number
        self.descriptor = descriptor
    }

    /// Sends all bytes; false where the other end is gone.
    @discardableResult
    public func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Sends a text.
    @discardableResult
    public func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// The next line without its line break; nil where the other end is gone or the line is longer than 64 KiB.
    public func readLine() -> String? {
        while true {
            let line: String? = unread.withLock { unread in
                guard let end = unread.firstIndex(of: 0x0A) else { return nil }
                let line = unread[..<end].filter { $0 != 0x0D }
                unread.removeSubrange(...end)
                return String(decoding: line, as: UTF8.self)
            }
            if let line { return line }
            guard unread.withLock({ $0.count }) <= 64 << 10, receive() else { return nil }
        }
    }

    /// The next bytes; fewer where the other end is gone.
    public func read(_ count: Int) -> [UInt8] {
        while unread.withLock({ $0.count }) < count, receive() {}
        return unread.withLock { unread in
            let bytes = Array(unread.prefix(count))
            unread.removeFirst(bytes.count)
            return bytes
        }
    }

    /// Waits until the other end is gone, or for so many milliseconds; whether it is gone.
    @discardableResult
    public func waitForClose(milliseconds: Int32 = -1) -> Bool {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let ready = poll(&poller, 1, milliseconds)
            guard ready > 0 else { return ready < 0 }
            guard receive() else { return true }
        }
    }

    /// Breaks the connection with a reset in place of a proper end.
    public func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        _ = setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    private func receive() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        unread.withLock { $0 += buffer.prefix(count) }
        return true
    }
}
