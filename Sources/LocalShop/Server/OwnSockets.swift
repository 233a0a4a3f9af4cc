#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Finds this process's own sockets by their ports, to set what the HTTP server has no setting for.
enum OwnSockets {
    /// The highest descriptor that is looked at.
    private static let descriptorLimit: Int32 = 65_536

    /// Sends small answers at once.
    ///
    /// An answer's header and body are two writes, and without this the second may wait for the peer's delayed
    /// acknowledgement. Accepted connections inherit it from the listener.
    static func sendAtOnce(listener port: UInt16) {
        guard let descriptor = first(where: { localPort($0) == port && peerPort($0) == nil }) else { return }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Makes the connection from `peer` end with a TCP reset when it is closed.
    static func resetOnClose(from peer: UInt16, to port: UInt16) {
        guard let descriptor = first(where: { peerPort($0) == peer && localPort($0) == port }) else { return }
        var setting = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &setting, socklen_t(MemoryLayout<linger>.size))
    }

    private static func first(where fits: (Int32) -> Bool) -> Int32? {
        (0..<min(getdtablesize(), descriptorLimit)).first(where: fits)
    }

    private static func localPort(_ descriptor: Int32) -> UInt16? {
        port { getsockname(descriptor, $0, $1) }
    }

    private static func peerPort(_ descriptor: Int32) -> UInt16? {
        port { getpeername(descriptor, $0, $1) }
    }

    private static func port(
        _ read: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> UInt16? {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { read($0, &length) }
        }
        guard result == 0, Int32(address.sin_family) == AF_INET else { return nil }
        return UInt16(bigEndian: address.sin_port)
    }
}
