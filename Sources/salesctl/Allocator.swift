#if canImport(Glibc)
    import CMalloc
#endif

/// The allocator of this process.
enum Allocator {
    /// Bytes from which a block is mapped for itself, so that the system has it back as soon as it is freed.
    private static let mappedFrom: Int32 = 256 << 10

    /// Bytes that may lie free at the end of an arena before they go back to the system.
    private static let keptAtMost: Int32 = 1 << 20

    /// Lets large blocks go back to the system when they are freed.
    ///
    /// Left to itself glibc raises both limits with the largest block it saw, up to 32 MiB, and each thread's arena keeps as
    /// much as the largest page it ever read: ten workers that met endless pages held 13 MB each for ever
    /// (mallopt(3), M_MMAP_THRESHOLD).
    static func giveBackWhatIsFreed() {
        #if canImport(Glibc)
            _ = mallopt(M_MMAP_THRESHOLD, mappedFrom)
            _ = mallopt(M_TRIM_THRESHOLD, keptAtMost)
        #endif
    }
}
