// swift-tools-version: 6.1
import PackageDescription

// Every dependency with the one reason it is here:
//   swift-log                the logging interface that embedders already have; the libraries log, they never print
//   swift-metrics            counters and timers that embedders already have a backend for, behind /metrics
//   swift-http-types         HTTP fields and statuses as the Swift server world names them
//   swift-collections        the heap behind the memory store's queues
//   swift-crypto             SHA-256 and HMAC of tokens, links, web hooks and AWS requests, as CryptoKit has them
//   swift-certificates       whose key signed what Amazon SNS reports
//   swift-asn1               the PEM that certificates come in
//   swift-argument-parser    commands, help and completions of salesctl
//   swift-system             paths as swift-configuration and swift-subprocess take them
//   swift-subprocess         programs that are run, without the faults of Foundation's Process on Linux
//   Yams                     which hosts a configuration file names, and the line of a mistake in it
//   swift-configuration      settings from flags, environment and file with one order of precedence
//   swift-service-lifecycle  signals and graceful shutdown of `watch` and `serve`
//   GRDB.swift               the SQLite connection pool, migrations and cancellation
//   FlyingFox                the small HTTP server behind LocalShop
//   hummingbird              the HTTP server and router of the API and the dashboard
//   swift-mustache           the pages of the dashboard, from templates that escape what they show
//   swift-nio                the bytes and time spans that hummingbird takes, and why HTTP could not be read
//   swift-nio-extras         the parts of requests and answers that pass through hummingbird's connections
//   swift-docc-plugin        the API reference
// And the system's libraries:
//   libpq                    PostgreSQL's own client library
//   libcurl                  HTTP/1.1, HTTP/2, TLS and SMTP
//   libxml2                  trees of broken HTML, and XPath
//   libdeflate               gzip and deflate of whole bodies and objects, at less than half of zlib's time, told from
//                            cut-off ones
//   libbrotlidec             brotli of bodies
//   libzstd                  zstandard of bodies and objects
//   glibc's malloc.h         what an allocator keeps of the memory that was freed
let package = Package(
    name: "sales-tracker",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "SalesCore", targets: ["SalesCore"]),
        .library(name: "SalesCurl", targets: ["SalesCurl"]),
        .library(name: "SalesSQLite", targets: ["SalesSQLite"]),
        .library(name: "SalesPostgres", targets: ["SalesPostgres"]),
        .library(name: "SalesNotify", targets: ["SalesNotify"]),
        .library(name: "SalesAWS", targets: ["SalesAWS"]),
        .library(name: "SalesFiles", targets: ["SalesFiles"]),
        .library(name: "SalesCompression", targets: ["SalesCompression"]),
        .library(name: "SalesWeb", targets: ["SalesWeb"]),
        .library(name: "SalesTesting", targets: ["SalesTesting"]),
        .executable(name: "salesctl", targets: ["salesctl"]),
        .executable(name: "localshop", targets: ["LocalShop"]),
    ],
    traits: [
        .trait(
            name: "CLI",
            description: "The salesctl program and the demo shop with what they alone need.",
            enabledTraits: ["AWS", "Web"]
        ),
        .trait(name: "Web", description: "What SalesWeb alone needs: the HTTP server."),
        .trait(
            name: "AWS",
            description: "What SalesAWS alone needs: the certificates behind the reports of Amazon SNS."
        ),
        .default(enabledTraits: ["CLI", "AWS", "Web"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.2.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: [.defaults, "YAML"]),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CLibxml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibdeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CLibbrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"])]),
        .systemLibrary(name: "CLibzstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .target(name: "SalesHTML", dependencies: ["CLibxml2"]),
        .target(
            name: "SalesCore",
            dependencies: [
                "SalesHTML",
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .target(name: "SalesCompression", dependencies: ["SalesCore", "CLibdeflate", "CLibzstd"]),
        .target(name: "SalesFiles", dependencies: ["SalesCore"]),
        .target(
            name: "SalesCurl",
            dependencies: [
                "SalesCore", "SalesCompression", "CLibcurl", "CLibbrotli",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .target(name: "SalesSQLite", dependencies: ["SalesCore", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(name: "SalesPostgres", dependencies: ["SalesCore", "CLibpq"]),
        .target(
            name: "SalesNotify",
            dependencies: [
                "SalesCore", "SalesCurl",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system", condition: .when(platforms: [.linux])),
            ]
        ),
        .target(
            name: "SalesAWS",
            dependencies: [
                "SalesCore", "SalesCurl",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto", condition: .when(traits: ["AWS"])),
                .product(name: "X509", package: "swift-certificates", condition: .when(traits: ["AWS"])),
                .product(name: "SwiftASN1", package: "swift-asn1", condition: .when(traits: ["AWS"])),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .target(
            name: "SalesWeb",
            dependencies: [
                "SalesCore",
                .product(name: "CoreMetrics", package: "swift-metrics", condition: .when(traits: ["Web"])),
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Web"])),
                .product(name: "HummingbirdCore", package: "hummingbird", condition: .when(traits: ["Web"])),
                .product(name: "Mustache", package: "swift-mustache", condition: .when(traits: ["Web"])),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Web"])),
                .product(name: "NIOHTTP1", package: "swift-nio", condition: .when(traits: ["Web"])),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras", condition: .when(traits: ["Web"])),
                .product(
                    name: "ServiceLifecycle",
                    package: "swift-service-lifecycle",
                    condition: .when(traits: ["Web"])
                ),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "SalesTesting",
            dependencies: ["SalesCore", .product(name: "HTTPTypes", package: "swift-http-types")]
        ),
        .executableTarget(
            name: "LocalShop",
            dependencies: [
                .product(name: "FlyingFox", package: "FlyingFox", condition: .when(traits: ["CLI"])),
                .product(name: "FlyingSocks", package: "FlyingFox", condition: .when(traits: ["CLI"])),
                .product(
                    name: "ArgumentParser",
                    package: "swift-argument-parser",
                    condition: .when(traits: ["CLI"])
                ),
            ]
        ),
        .executableTarget(
            name: "salesctl",
            dependencies: [
                "SalesCore", "SalesHTML", "SalesCurl", "SalesSQLite", "SalesPostgres", "SalesNotify", "SalesAWS",
                "SalesFiles", "SalesCompression", "SalesWeb",
                .target(name: "CMalloc", condition: .when(platforms: [.linux])),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(
                    name: "ArgumentParser",
                    package: "swift-argument-parser",
                    condition: .when(traits: ["CLI"])
                ),
                .product(name: "Configuration", package: "swift-configuration", condition: .when(traits: ["CLI"])),
                .product(name: "Yams", package: "Yams", condition: .when(traits: ["CLI"])),
                .product(
                    name: "ServiceLifecycle",
                    package: "swift-service-lifecycle",
                    condition: .when(traits: ["CLI"])
                ),
                .product(name: "UnixSignals", package: "swift-service-lifecycle", condition: .when(traits: ["CLI"])),
                .product(name: "SystemPackage", package: "swift-system", condition: .when(traits: ["CLI"])),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(name: "SalesHTMLTests", dependencies: ["SalesHTML"]),
        .testTarget(
            name: "SalesCoreTests",
            dependencies: ["SalesCore", "SalesTesting", .product(name: "HTTPTypes", package: "swift-http-types")]
        ),
        .testTarget(
            name: "SalesCurlTests",
            dependencies: [
                "SalesCurl", "SalesCompression", "SalesTesting", "RunningPrograms",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .testTarget(
            name: "SalesCompressionTests",
            dependencies: ["SalesCompression", "SalesCore", "SalesTesting", "RunningPrograms"]
        ),
        .testTarget(
            name: "SalesFilesTests",
            dependencies: ["SalesFiles", "SalesCore", "SalesTesting", "RunningPrograms"]
        ),
        .testTarget(
            name: "SalesSQLiteTests",
            dependencies: [
                "SalesSQLite", "SalesTesting", "RunningPrograms", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Fixtures"]
        ),
        .target(
            name: "RunningPrograms",
            dependencies: [
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system", condition: .when(platforms: [.linux])),
            ],
            path: "Tests/RunningPrograms"
        ),
        .target(name: "PostgresServer", dependencies: ["RunningPrograms"], path: "Tests/PostgresServer"),
        .target(name: "PythonServers", dependencies: ["RunningPrograms"], path: "Tests/PythonServers"),
        .target(
            name: "ChromeDriver",
            dependencies: [
                "SalesCore", "SalesCurl", "RunningPrograms",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            path: "Tests/ChromeDriver"
        ),
        .target(name: "SeaweedServer", dependencies: ["PythonServers"], path: "Tests/SeaweedServer"),
        .testTarget(
            name: "SalesPostgresTests",
            dependencies: ["SalesPostgres", "SalesTesting", "PostgresServer", "RunningPrograms"],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "SalesNotifyTests",
            dependencies: ["SalesNotify", "SalesTesting", "PythonServers", "RunningPrograms"]
        ),
        .testTarget(
            name: "SalesAWSTests",
            dependencies: [
                "SalesAWS", "SalesWeb", "SalesTesting", "PythonServers", "SeaweedServer", "RunningPrograms",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto", condition: .when(traits: ["AWS"])),
                .product(name: "X509", package: "swift-certificates", condition: .when(traits: ["AWS"])),
                .product(name: "SwiftASN1", package: "swift-asn1", condition: .when(traits: ["AWS"])),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Web"])),
                .product(name: "HummingbirdTesting", package: "hummingbird", condition: .when(traits: ["Web"])),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Web"])),
            ]
        ),
        .testTarget(
            name: "SalesWebTests",
            dependencies: [
                "SalesWeb", "SalesSQLite", "SalesPostgres", "SalesTesting", "PostgresServer", "PythonServers",
                "RunningPrograms",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "CoreMetrics", package: "swift-metrics", condition: .when(traits: ["Web"])),
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Web"])),
                .product(name: "HummingbirdTesting", package: "hummingbird", condition: .when(traits: ["Web"])),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Web"])),
                .product(
                    name: "ServiceLifecycle",
                    package: "swift-service-lifecycle",
                    condition: .when(traits: ["Web"])
                ),
            ]
        ),
        .testTarget(name: "SalesTestingTests", dependencies: ["SalesTesting"]),
        .testTarget(name: "LocalShopTests", dependencies: ["LocalShop", "RunningPrograms"]),
        .testTarget(
            name: "salesctlTests",
            dependencies: [
                "salesctl", "LocalShop", "SalesCore", "SalesCompression", "SalesCurl", "SalesSQLite", "SalesNotify",
                "SalesTesting", "SalesWeb", "ChromeDriver", "PostgresServer", "PythonServers", "RunningPrograms",
                "SeaweedServer",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(
                    name: "ArgumentParser",
                    package: "swift-argument-parser",
                    condition: .when(traits: ["CLI"])
                ),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
    ]
)

// House settings, the same for every target.
for target in package.targets where ![.system, .plugin].contains(target.type) {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
