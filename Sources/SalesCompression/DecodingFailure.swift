/// Why bytes cannot be decoded.
package enum DecodingFailure: Error, Hashable, Sendable {
    /// They end early, are broken, or have something behind them that is refused.
    case damaged
    /// What they hold is larger than the limit.
    case tooLarge
    case memoryExhausted
}

/// What is done about bytes behind those that were decoded and that begin no further piece.
package enum Remainder: Hashable, Sendable {
    /// As browsers do.
    case ignored
    /// An object that has something behind it is not the one that was packed.
    case refused
}
