/// A run of the tests under a sanitizer.
public enum SanitizerRun {
    /// What it sets in the environment: for our own programs, and for no others.
    public static let variables: Set = ["LD_PRELOAD", "TSAN_OPTIONS", "ASAN_OPTIONS", "LSAN_OPTIONS"]
}
