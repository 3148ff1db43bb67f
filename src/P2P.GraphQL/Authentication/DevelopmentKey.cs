using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace P2P.GraphQL.Authentication;

/// <summary>The symmetric key of Development's own tokens, kept in a file that only its owner can read.</summary>
internal static class DevelopmentKey
{
    private const int Bytes = 32; // HS256 wants a key as long as its hash.

    /// <summary>Reads the key, or makes it where there is none.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static SymmetricSecurityKey ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        var bytes = new byte[Bytes];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), bytes, out var length) && length == Bytes
            ? new SymmetricSecurityKey(bytes)
            : throw new InvalidDataException($"'{path}' is not a key of {Bytes} bytes in base64. Delete it to have one made.");
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(unfinished, options))
        {
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished); // Another process made the key in the meantime; that one counts.
        }
    }
}
