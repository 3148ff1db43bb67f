using P2P.Sdk.Vectors;

const string Usage = """
    Usage: dotnet run --project tests/P2P.Sdk.Vectors -- KIND FILE

    Runs the cases of a JSON-lines file, prints each that differs, then "N passed, M failed".
    Exits with 0 if all passed, 1 if any failed, 2 if the arguments are wrong.
    KIND is one of:
    """;
var usage = $"{Usage} {string.Join(", ", VectorFile.Kinds)}";

if (args is ["--help" or "-h"])
{
    Console.WriteLine(usage);
    return 0;
}

if (args is not [var kind, var file] || !VectorFile.Kinds.Contains(kind))
{
    Console.Error.WriteLine(usage);
    return 2;
}

if (!File.Exists(file))
{
    Console.Error.WriteLine($"There is no file {file}.");
    Console.Error.WriteLine(usage);
    return 2;
}

return VectorFile.Run(kind, file, Console.Out) == 0 ? 0 : 1;
