#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The process's limit of open files, of which every connection takes one.
enum OpenFiles {
    /// Raises the soft limit to so many, as far as the hard one allows: the usual 1,024 are what a thousand connections
    /// that say nothing take up, and then nobody is answered.
    static func allow(_ wanted: Int) {
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        let wanted = rlim_t(wanted)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < wanted else { return }
        limit.rlim_cur = min(wanted, limit.rlim_max)
        _ = setrlimit(resource, &limit)
    }
}
