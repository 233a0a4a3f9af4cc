import FlyingFox

/// Closes a connection without an answer.
///
/// FlyingFox answers 500 for a handler's error; only a protocol switch that fails before its first byte closes the
/// connection in silence.
struct ConnectionDrop: WSHandler {
    struct Dropped: Error {}

    func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
        throw Dropped()
    }
}
