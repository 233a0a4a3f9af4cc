import Foundation
import Glibc
import Synchronization

/// A TCP proxy before a server's socket that can be told to swallow all bytes, as a network does that lost its way.
final class SwallowingProxy: Sendable {
    /// The port on 127.0.0.1.
    let port: UInt16
    private let listener: Int32
    private let target: String
    private let state = Mutex(State())

    private struct State {
        var isSwallowing = false
        /// Connections below this number are silent for good.
        var firstHeard = 0
        var count = 0
        var isStopped = false
        /// The two ends of each connection, closed when the proxy stops.
        var sockets: [Int32] = []
    }

    struct Failure: Error {}

    /// Listens, and passes on what comes to the socket of a path.
    init(before target: String) throws {
        self.target = target
        (listener, port) = try listeningSocket()
        Thread.detachNewThread { [self] in accept() }
    }

    /// From now on swallows what comes from either side, or passes on what comes from now on.
    func swallow(_ isSwallowing: Bool) { state.withLock { $0.isSwallowing = isSwallowing } }

    /// Swallows all that the connections of now send and get from now on; later ones are heard.
    func abandon() { state.withLock { $0.firstHeard = $0.count } }

    /// Ends all connections.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            for socket in state.sockets + [listener] { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { break }
            let server = connectedSocket(target)
            let (isStopped, number) = state.withLock { state in
                state.sockets += [client, server]
                state.count += 1
                return (state.isStopped, state.count - 1)
            }
            guard !isStopped, server >= 0 else {
                stop()
                break
            }
            Thread.detachNewThread { [self] in pump(number, from: client, to: server) }
            Thread.detachNewThread { [self] in pump(number, from: server, to: client) }
        }
    }

    private func pump(_ number: Int, from source: Int32, to target: Int32) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(source, &buffer, buffer.count), count > 0 {
            if isSilent(number) { continue }
            var sent = 0
            while sent < count {
                let more = buffer[sent..<count].withUnsafeBytes { bytes in
                    send(target, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
                }
                guard more > 0 else { return }
                sent += more
            }
        }
        // A side that has gone is not told of while bytes are swallowed.
        if !isSilent(number) { shutdown(target, Int32(SHUT_WR)) }
    }

    private func isSilent(_ number: Int) -> Bool {
        state.withLock { $0.isSwallowing || number < $0.firstHeard }
    }

    deinit {
        state.withLock { state in
            for socket in state.sockets + [listener] where socket >= 0 { close(socket) }
        }
    }
}

/// A socket that listens at a free port of 127.0.0.1, and says nothing.
func listeningSocket() throws -> (socket: Int32, port: UInt16) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
            bind(listener, pointer, length) == 0 && listen(listener, 128) == 0
                && getsockname(listener, pointer, &length) == 0
        }
    }
    guard isListening else { throw SwallowingProxy.Failure() }
    return (listener, UInt16(bigEndian: address.sin_port))
}

/// A connection to a Unix socket; negative where there is none.
private func connectedSocket(_ path: String) -> Int32 {
    let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { place in
        place.copyBytes(from: path.utf8.prefix(place.count - 1))
    }
    let isConnected = withUnsafePointer(to: address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
            connect(server, pointer, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
        }
    }
    return isConnected ? server : -1
}
