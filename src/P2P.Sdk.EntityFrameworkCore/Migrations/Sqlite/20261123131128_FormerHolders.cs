using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class FormerHolders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "former_action",
                table: "messages",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "former_holder",
                table: "messages",
                type: "BLOB",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "former_action",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "former_holder",
                table: "messages");
        }
    }
}
